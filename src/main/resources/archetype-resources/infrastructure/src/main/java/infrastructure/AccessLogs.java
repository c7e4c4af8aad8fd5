package ${package}.infrastructure;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination;
import software.amazon.awscdk.services.apigatewayv2.WebSocketStage;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;

/** A line of JSON for each connect, message and disconnect. The query string is not in it, since tokens are there. */
final class AccessLogs implements IAccessLogSettings {

    private static final List<String> FIELDS = List.of("requestId", "requestTime", "eventType", "routeKey", "status",
            "connectionId", "identity.sourceIp", "identity.userAgent", "authorizer.principalId", "authorizer.error",
            "integrationLatency", "integrationErrorMessage", "error.message");

    private final LogGroup logGroup;

    AccessLogs(LogGroup logGroup) {
        this.logGroup = logGroup;
    }

    @Override
    public IAccessLogDestination getDestination() {
        return new LogGroupLogDestination(logGroup);
    }

    @Override
    public AccessLogFormat getFormat() {
        return AccessLogFormat.custom(FIELDS.stream().map(field -> "\"" + field + "\":\"$context." + field + "\"")
                .collect(Collectors.joining(",", "{", "}")));
    }

    /** The role with which API Gateway writes logs, of all APIs of the account in this region; it stays. */
    static void createAccountRole(WebSocketStage stage) {
        Role role = Role.Builder.create(stage, "AccountLogRole")
                .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
                .managedPolicies(List.of(ManagedPolicy.fromAwsManagedPolicyName(
                        "service-role/AmazonAPIGatewayPushToCloudWatchLogs")))
                .build();
        WebSocketStack.except(role, "IAM4", "What AWS made for this role, whose log groups nobody knows in advance.");
        role.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        CfnAccount account = CfnAccount.Builder.create(stage, "Account").cloudWatchRoleArn(role.getRoleArn()).build();
        account.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        ((CfnResource) stage.getNode().getDefaultChild()).addResourceDependency(account);
    }
}
