package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect where {@code $connect} has an authorizer. */
class AuthorizerTest {
    private static final String TEMPLATE = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET","Name":"chat",
                "RouteSelectionExpression":"$request.body.action"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"ApiId":{"Ref":"Api"},"StageName":"dev"}},
              "Connect":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},"RouteKey":"$connect",
                "AuthorizationType":"CUSTOM","AuthorizerId":{"Ref":"Authorizer"},
                "Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "Disconnect":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},
                "RouteKey":"$disconnect","Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "Default":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},"RouteKey":"$default",
                "Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "Response":{"Type":"AWS::ApiGatewayV2::RouteResponse","Properties":{"ApiId":{"Ref":"Api"},
                "RouteId":{"Ref":"Default"},"RouteResponseKey":"$default"}},
              "Integration":{"Type":"AWS::ApiGatewayV2::Integration","Properties":{"ApiId":{"Ref":"Api"},
                "IntegrationType":"AWS_PROXY",
                "IntegrationUri":{"Fn::Sub":"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/%s"}}},
              "Authorizer":{"Type":"AWS::ApiGatewayV2::Authorizer","Properties":{"ApiId":{"Ref":"Api"},
                "AuthorizerType":"REQUEST","Name":"tokens","IdentitySource":%s,
                "AuthorizerUri":{"Fn::Sub":"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/%s"}}},
              "Show":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"%s"},"Properties":{
                "Handler":"io.github.websocketcdk.local.AuthorizerHandlers$Show","Runtime":"java17","Timeout":300}},
              "Authorize":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"%s"},"Properties":{
                "Handler":"io.github.websocketcdk.local.AuthorizerHandlers$%s","Runtime":"java17",
                "Timeout":300,"Environment":{"Variables":{"AUDIENCE":"clients of chat"}}}}}}""";
    private static final String QUERY = "[\"route.request.querystring.token\",\"route.request.header.user-agent\"]";

    @TempDir
    private static Path directory;
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = start(directory, QUERY, "Authorize");
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static LocalGateway start(Path directory, String identitySources, String authorizer) throws Exception {
        String code = Path.of("target/test-classes").toAbsolutePath().toString().replace("\\", "/");
        return LocalGateway.startAssembly(CloudAssembly.write(directory, TEMPLATE.formatted("${Show.Arn}/invocations",
                identitySources, "${Authorize.Arn}/invocations", code, code, authorizer)), Options.DEFAULT);
    }

    private static JsonObject event(String line) {
        return JsonParser.parseString(line.substring("EVENT ".length())).getAsJsonObject();
    }

    private static JsonObject authorizer(JsonObject event) {
        return event.getAsJsonObject("requestContext").getAsJsonObject("authorizer");
    }

    @Test
    void whoTheClientIsStandsInTheEventsOfAllItsRoutes() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connecting(local, "?token=alice").join();
            JsonObject connect = authorizer(event(log.await("Show", "CONNECT").message()));
            JsonObject message = authorizer(client.send("hello").receiveJson());
            client.close(1000);
            JsonObject disconnect = authorizer(event(log.await("Show", "DISCONNECT").message()));

            assertThat(connect.get("integrationLatency").getAsLong()).isNotNegative();
            connect.remove("integrationLatency");
            assertThat(connect).isEqualTo(JsonParser.parseString(
                    "{\"principalId\":\"alice\",\"role\":\"admin\",\"level\":\"7\",\"vip\":\"true\"}"));
            assertThat(message.keySet()).contains("principalId", "role", "integrationLatency");
            assertThat(disconnect).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all-routes", "no-context"})
    void aPolicyThatAllowsThisConnectLetsAClientIn(String token) throws Exception {
        JsonObject event = Client.connecting(local, "?token=" + token).join().send("hello").receiveJson();

        assertThat(authorizer(event).keySet()).containsExactlyInAnyOrder("principalId", "integrationLatency");
    }

    @ParameterizedTest
    @CsvSource({"deny, 403", "another-stage, 403", "unauthorized, 401", "throw, 500", "nothing, 500", "text, 500",
        "anonymous, 500", "no-policy, 500", "long, 500", "nested, 500"})
    void anythingElseKeepsItOut(String token, int status) {
        assertThat(Client.refused(local, "?token=" + token)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?token=", "?Token=alice"})
    void withoutAnIdentitySourceNoFunctionIsInvoked(String query) throws Exception {
        try (LogLines log = new LogLines(local)) {
            assertThat(Client.refused(local, query)).isEqualTo(401);
            log.await("local", "the client has no route.request.querystring.token");
            Client.connecting(local, "?token=next").join();

            assertThat(until(log, "Authorize", "AUTHORIZE next")).doesNotContain("AUTHORIZE null", "AUTHORIZE ");
        }
    }

    /** What a function logs from now on until a line that has a text; an earlier test's last lines may be among it. */
    private static List<String> until(LogLines log, String function, String text) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(log.await(function, "").message());
        } while (!lines.get(lines.size() - 1).contains(text));
        return lines;
    }

    @Test
    void whoIsRefusedDoesNotReachConnect() throws Exception {
        try (LogLines log = new LogLines(local)) {
            assertThat(Client.refused(local, "?token=deny")).isEqualTo(403);
            Client.connecting(local, "?token=next").join();

            assertThat(until(log, "Show", "\"token\":\"next\"")).noneMatch(line -> line.contains("\"token\":\"deny\""));
        }
    }

    @Test
    void anAuthorizerGetsTheHandshake(@TempDir Path another) throws Exception {
        try (LocalGateway gateway = start(another, "[]", "ShowAndAllow"); LogLines log = new LogLines(gateway)) {
            JsonObject message = Client.connecting(gateway, "").join().send("hello").receiveJson();
            JsonObject event = event(log.await("Authorize", "EVENT").message());

            assertThat(authorizer(message).get("principalId").getAsString()).isEqualTo("bob");
            assertThat(event.get("type").getAsString()).isEqualTo("REQUEST");
            assertThat(event.get("methodArn").getAsString())
                    .matches("arn:aws:execute-api:eu-west-1:[0-9]{12}:local/dev/[$]connect");
            assertThat(event.keySet()).containsExactlyInAnyOrder("type", "methodArn", "headers", "multiValueHeaders",
                    "queryStringParameters", "multiValueQueryStringParameters", "stageVariables", "requestContext");
            assertThat(event.getAsJsonObject("requestContext").get("eventType").getAsString()).isEqualTo("CONNECT");
            assertThat(event.getAsJsonObject("requestContext").has("authorizer")).isFalse();
        }
    }

    @Test
    void theIssuersTokensAreForTheAuthorizersAudience() throws Exception {
        URI tokens = URI.create(local.page() + "/_local/token");
        String answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(tokens)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"sub\":\"alice\"}"))
                .build(), HttpResponse.BodyHandlers.ofString()).body();
        String token = JsonParser.parseString(answer).getAsJsonObject().get("token").getAsString();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience()).containsExactly("clients of chat");
    }

    @Test
    void anIdentitySourceOfAnotherFormIsRefusedAtStart(@TempDir Path another) {
        assertThatThrownBy(() -> start(another, "[\"$request.header.Authorization\"]", "Authorize").close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Authorizer.IdentitySource is $request.header.Authorization");
    }
}
