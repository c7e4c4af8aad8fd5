package io.github.websocketcdk.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** Messages to all clients: each sender sends its next when every client has got its last. */
final class Broadcasts {
    /** Tells late messages of one round from those of the next. */
    private static final AtomicLong LAST_ID = new AtomicLong();

    private final String prefix = "Hello " + LAST_ID.incrementAndGet() + " ";
    private final List<Client> clients;
    private final int messages;
    private final int senders;
    private final AtomicLongArray sent;
    private final AtomicIntegerArray left;
    private final AtomicInteger messagesLeft;
    private final List<Recipient> recipients = new ArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Broadcasts(List<Client> clients, int messages, int senders) {
        this.clients = clients;
        this.messages = messages;
        this.senders = senders;
        this.sent = new AtomicLongArray(messages);
        this.left = new AtomicIntegerArray(IntStream.generate(clients::size).limit(messages).toArray());
        this.messagesLeft = new AtomicInteger(messages);
    }

    /** What one client gets. */
    final class Recipient {
        /** By message; 0 for not yet. Written by one thread at a time. */
        private final long[] nanos = new long[messages];

        /** False for anything but a message of this round that has not come before. */
        boolean received(String text) {
            if (!text.startsWith(prefix)) {
                return false;
            }
            int message = Integer.parseInt(text.substring(prefix.length()));
            if (nanos[message] != 0) {
                return false;
            }
            nanos[message] = System.nanoTime() - sent.get(message);
            if (left.decrementAndGet(message) == 0) {
                if (message + senders < messages) {
                    send(message + senders);
                }
                if (messagesLeft.decrementAndGet() == 0) {
                    done.complete(null);
                }
            }
            return true;
        }

        void failed(Throwable cause) {
            done.completeExceptionally(cause);
        }
    }

    /** Starts; done when every client has got every message. */
    CompletableFuture<Void> run() {
        clients.forEach(client -> {
            Recipient recipient = new Recipient();
            recipients.add(recipient);
            client.receiveFor(recipient);
        });
        IntStream.range(0, Math.min(senders, messages)).forEach(this::send);
        return done;
    }

    /** From sending a message to its receipt, for every message and client, sorted. */
    List<Double> millis() {
        return recipients.stream().flatMapToLong(recipient -> Arrays.stream(recipient.nanos)).sorted()
                .mapToObj(nanos -> nanos / 1e6).toList();
    }

    private void send(int message) {
        sent.set(message, System.nanoTime());
        clients.get(message % senders)
                .send("{\"action\":\"sendmessage\",\"data\":\"" + prefix + message + "\"}");
    }
}
