package io.github.websocketcdk.local.authorizer;

/** What an authorizer has answered cannot be used: the client gets 500. The message says why. */
final class InvalidResponseException extends RuntimeException {
    InvalidResponseException(String message) {
        super(message);
    }
}
