package io.github.websocketcdk.local.assembly;

import java.util.List;
import java.util.Set;

/** The types of resources: which run here, and which have nothing to run. */
final class ResourceTypes {
    static final String API = "AWS::ApiGatewayV2::Api";
    static final String STAGE = "AWS::ApiGatewayV2::Stage";
    static final String ROUTE = "AWS::ApiGatewayV2::Route";
    static final String ROUTE_RESPONSE = "AWS::ApiGatewayV2::RouteResponse";
    static final String INTEGRATION = "AWS::ApiGatewayV2::Integration";
    static final String AUTHORIZER = "AWS::ApiGatewayV2::Authorizer";
    static final String FUNCTION = "AWS::Lambda::Function";
    static final String EVENT_INVOKE_CONFIG = "AWS::Lambda::EventInvokeConfig";
    static final String TABLE = "AWS::DynamoDB::Table";
    static final String GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable";
    static final String NESTED_STACK = "AWS::CloudFormation::Stack";

    private static final Set<String> RUN = Set.of(API, STAGE, ROUTE, ROUTE_RESPONSE, INTEGRATION, AUTHORIZER, FUNCTION,
            EVENT_INVOKE_CONFIG, TABLE, GLOBAL_TABLE);
    /** Permissions, logs, alarms and the like: no surprise that it is missing here. */
    private static final List<String> NOTHING_TO_RUN = List.of("AWS::IAM::", "AWS::Logs::", "AWS::CloudWatch::",
            "AWS::CDK::", "AWS::Lambda::Permission", "AWS::Lambda::Version", "AWS::Lambda::Alias",
            "AWS::ApiGatewayV2::Deployment", "AWS::ApiGateway::Account", "AWS::SSM::Parameter");

    private ResourceTypes() {
    }

    static boolean isRun(String type) {
        return RUN.contains(type);
    }

    static boolean hasNothingToRun(String type) {
        return type.endsWith("Policy") || NOTHING_TO_RUN.stream().anyMatch(type::startsWith);
    }
}
