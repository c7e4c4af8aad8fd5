package io.github.websocketcdk.local.assembly;

import java.util.Optional;
import java.util.function.Predicate;

/** What {@code Ref} and {@code Fn::GetAtt} give for the resources that are run here, or have a name at least. */
final class ResourceValues {
    private final Predicate<Resource> isTheApi;

    ResourceValues(Predicate<Resource> isTheApi) {
        this.isTheApi = isTheApi;
    }

    /** The value of {@code Ref}; empty if it is not known here. */
    Optional<String> ref(Resource resource, Arns arns) {
        return Optional.ofNullable(switch (resource.type()) {
            case "AWS::ApiGatewayV2::Api" -> isTheApi.test(resource) ? Deployment.API_ID : null;
            case "AWS::ApiGatewayV2::Stage" -> resource.text("StageName", "$default");
            case "AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Authorizer" ->
                    resource.id();
            case "AWS::IAM::Role" -> resource.text("RoleName", resource.id());
            case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" -> resource.text("TableName", resource.id());
            case "AWS::Lambda::Function" -> resource.text("FunctionName", resource.id());
            case "AWS::Lambda::Version" -> functionArn(resource, arns) + ":1";
            case "AWS::Lambda::Alias" -> functionArn(resource, arns) + ":" + resource.text("Name", resource.id());
            case "AWS::Logs::LogGroup" -> resource.text("LogGroupName", resource.id());
            case "AWS::SSM::Parameter" -> resource.text("Name", resource.id());
            default -> null;
        });
    }

    /** The value of {@code Fn::GetAtt}; empty if it is not known here. */
    Optional<String> attribute(Resource resource, String attribute, Arns arns) {
        Optional<String> ref = ref(resource, arns);
        return switch (resource.type() + "." + attribute) {
            case "AWS::ApiGatewayV2::Api.ApiEndpoint" -> ref.map(arns::apiEndpoint);
            case "AWS::ApiGatewayV2::Api.ApiId", "AWS::ApiGatewayV2::Route.RouteId",
                    "AWS::ApiGatewayV2::Integration.IntegrationId", "AWS::ApiGatewayV2::Authorizer.AuthorizerId",
                    "AWS::Lambda::Version.FunctionArn", "AWS::Lambda::Alias.AliasArn",
                    "AWS::Lambda::Alias.FunctionArn" -> ref;
            case "AWS::DynamoDB::Table.Arn", "AWS::DynamoDB::GlobalTable.Arn" ->
                    ref.map(name -> arns.of("dynamodb", "table/" + name));
            case "AWS::Lambda::Function.Arn" -> ref.map(name -> arns.of("lambda", "function:" + name));
            case "AWS::Lambda::Version.Version" -> Optional.of("1");
            case "AWS::Logs::LogGroup.Arn" -> ref.map(name -> arns.of("logs", "log-group:" + name + ":*"));
            case "AWS::IAM::Role.Arn" -> ref.map(arns::role);
            case "AWS::SSM::Parameter.Value" -> Optional.of(resource.text("Value", ""));
            default -> Optional.empty();
        };
    }

    /** A version and an alias name their function by name or by ARN. */
    private static String functionArn(Resource resource, Arns arns) {
        String function = resource.text("FunctionName", "");
        return function.startsWith("arn:") ? function : arns.of("lambda", "function:" + function);
    }
}
