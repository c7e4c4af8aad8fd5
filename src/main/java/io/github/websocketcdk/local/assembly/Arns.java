package io.github.websocketcdk.local.assembly;

/** The names that AWS gives what is in an account and a region. */
record Arns(String account, String region) {
    String partition() {
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    String urlSuffix() {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    String of(String service, String resource) {
        return "arn:" + partition() + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    String role(String name) {
        return "arn:" + partition() + ":iam::" + account + ":role/" + name;
    }

    String apiEndpoint(String apiId) {
        return "wss://" + apiId + ".execute-api." + region + "." + urlSuffix();
    }
}
