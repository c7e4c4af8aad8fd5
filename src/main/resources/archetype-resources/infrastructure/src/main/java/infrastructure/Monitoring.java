package ${package}.infrastructure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.apigatewayv2.WebSocketStage;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What wakes whom, and a dashboard to look at then; README.md says what to do about each alarm. */
final class Monitoring extends Construct {

    private final WebSocketStage stage;
    private final SnsAction wake;

    Monitoring(Construct scope, String email, List<Function> functions, WebSocketStage stage, Table connections,
            Queue notPublished) {
        super(scope, "Monitoring");
        this.stage = stage;
        Topic topic = Topic.Builder.create(this, "Alarms").enforceSsl(true).build();
        wake = new SnsAction(topic);
        if (!email.isEmpty()) {
            topic.addSubscription(new EmailSubscription(email));
        }

        for (Function function : functions) {
            String name = function.getNode().getId();
            // An authorizer's 401 is an error of its function, too.
            alarm(name + "Errors", 1, name.equals("Authorizer") ? own("AuthorizerFailed") : function.metricErrors());
            alarm(name + "Throttles", 1, function.metricThrottles());
            alarm(name + "Timeouts", function.getTimeout().toMilliseconds(),
                    function.metricDuration(statistic("Maximum")));
        }
        alarm("ExecutionErrors", 1, api("ExecutionError"));
        // Shares, in percent: a client's bad message is an error of the integration, too.
        alarm("IntegrationErrors", 5, share(api("IntegrationError"), api("MessageCount")));
        alarm("NotReached", 1, share(own("Failed"), own("Recipients")));
        alarm("Incomplete", 1, own("Incomplete"));
        alarm("NotPublished", 1, notPublished.metricApproximateNumberOfMessagesVisible());

        Dashboard.Builder.create(this, "Dashboard").widgets(List.of(
                List.of(graph("Connects", api("ConnectCount")),
                        graph("Messages, in and out", api("MessageCount")),
                        graph("Latency, ms", stage.metric("IntegrationLatency", statistic("p50")),
                                stage.metric("IntegrationLatency", statistic("p99")))),
                List.of(graph("Reach", own("Recipients"), own("Delivered"), own("Gone"), own("Failed")),
                        graph("Errors of the API", api("ClientError"), api("IntegrationError"), api("ExecutionError")),
                        graph("Errors of functions", each(functions, Function::metricErrors))),
                List.of(graph("Cost: Lambda, ms", each(functions, run -> run.metricDuration(statistic("Sum")))),
                        graph("Cost: Lambda, requests", each(functions, Function::metricInvocations)),
                        graph("Cost: DynamoDB, units", connections.metricConsumedReadCapacityUnits(),
                                connections.metricConsumedWriteCapacityUnits()))))
                .build();
    }

    /** Somebody is woken when a metric of five minutes is that high. */
    private void alarm(String id, Number threshold, IMetric metric) {
        Alarm.Builder.create(this, id).metric(metric).threshold(threshold).evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build().addAlarmAction(wake);
    }

    private Metric api(String name) {
        return stage.metric(name, statistic("Sum"));
    }

    /** A metric that the functions log. */
    private Metric own(String name) {
        return Metric.Builder.create().namespace(WebSocketApp.APP_NAME).metricName(name)
                .dimensionsMap(Map.of("Stage", stage.getStageName())).statistic("Sum").build();
    }

    private static IMetric share(IMetric part, IMetric all) {
        return MathExpression.Builder.create().expression("100 * part / all")
                // Sorted, so that the template is the same each time.
                .usingMetrics(new TreeMap<>(Map.of("part", part, "all", all))).build();
    }

    private static MetricOptions statistic(String name) {
        return MetricOptions.builder().statistic(name).build();
    }

    private static IMetric[] each(List<Function> functions, java.util.function.Function<Function, IMetric> metric) {
        return functions.stream().map(metric).toArray(IMetric[]::new);
    }

    private static GraphWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create().title(title).left(List.of(metrics)).width(8).build();
    }
}
