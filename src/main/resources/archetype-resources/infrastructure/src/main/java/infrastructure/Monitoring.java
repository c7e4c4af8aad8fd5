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
    private static final MetricOptions SUM = MetricOptions.builder().statistic("Sum").build();
    private static final MetricOptions MAXIMUM = MetricOptions.builder().statistic("Maximum").build();
    private static final MetricOptions P50 = MetricOptions.builder().statistic("p50").build();
    private static final MetricOptions P99 = MetricOptions.builder().statistic("p99").build();
    private final Topic topic = Topic.Builder.create(this, "Alarms").enforceSsl(true).build();
    private final WebSocketStage stage;

    Monitoring(Construct scope, List<String> emails, WebSocketStage stage, Table connections, Queue notPublished) {
        super(scope, "Monitoring");
        this.stage = stage;
        emails.forEach(email -> topic.addSubscription(new EmailSubscription(email)));
        List<Function> functions = scope.getNode().getChildren().stream()
                .filter(Function.class::isInstance).map(Function.class::cast).toList();
        for (Function function : functions) {
            String name = function.getNode().getId();
            // Not an authorizer's errors: each 401 is one.
            alarm(name + "Errors", 1, name.equals("Authorizer") ? own("AuthorizerFailed") : function.metricErrors());
            alarm(name + "Throttles", 1, function.metricThrottles());
            alarm(name + "Timeouts", function.getTimeout().toMilliseconds(), function.metricDuration(MAXIMUM));
        }
        alarm("ExecutionErrors", 1, stage.metric("ExecutionError", SUM));
        // Shares, in percent: a client's bad message is an error of the integration, too.
        alarm("IntegrationErrors", 5, share(stage.metric("IntegrationError", SUM),
                stage.metric("IntegrationLatency", MetricOptions.builder().statistic("SampleCount").build())));
        alarm("NotReached", 1, share(own("Failed"), own("Recipients")));
        alarm("Incomplete", 1, own("Incomplete"));
        alarm("NotPublished", 1, notPublished.metricApproximateNumberOfMessagesVisible());

        Dashboard.Builder.create(this, "Dashboard").widgets(List.of(List.of(
                graph("Connects", List.of(stage.metric("ConnectCount", SUM))),
                graph("Messages, in and out", List.of(stage.metric("MessageCount", SUM))),
                graph("Latency, ms", List.of(stage.metric("IntegrationLatency", P50),
                        stage.metric("IntegrationLatency", P99))),
                graph("Reach", List.of(own("Recipients"), own("Delivered"), own("Gone"), own("Failed"))),
                graph("Errors of the API", List.of(stage.metric("ClientError", SUM),
                        stage.metric("IntegrationError", SUM), stage.metric("ExecutionError", SUM))),
                graph("Errors of functions", functions.stream().map(Function::metricErrors).toList()),
                graph("Cost: Lambda, ms", functions.stream().map(run -> run.metricDuration(SUM)).toList()),
                graph("Cost: Lambda, requests", functions.stream().map(Function::metricInvocations).toList()),
                graph("Cost: DynamoDB, units", List.of(connections.metricConsumedReadCapacityUnits(),
                        connections.metricConsumedWriteCapacityUnits()))))).build();
    }

    /** Somebody is woken when a metric of five minutes is that high. */
    private void alarm(String id, Number threshold, IMetric metric) {
        Alarm.Builder.create(this, id).metric(metric).threshold(threshold).evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING).build().addAlarmAction(new SnsAction(topic));
    }

    /** A metric that the functions log. */
    private Metric own(String name) {
        return Metric.Builder.create().namespace(WebSocketApp.APP_NAME).metricName(name)
                .dimensionsMap(Map.of("Stage", stage.getStageName())).statistic("Sum").build();
    }

    private static IMetric share(IMetric part, IMetric all) {
        // Sorted, so that the template is the same each time.
        Map<String, IMetric> metrics = new TreeMap<>(Map.of("part", part, "all", all));
        return MathExpression.Builder.create().expression("100 * part / all").usingMetrics(metrics).build();
    }

    private static GraphWidget graph(String title, List<? extends IMetric> metrics) {
        return GraphWidget.Builder.create().title(title).left(metrics).width(8).build();
    }
}
