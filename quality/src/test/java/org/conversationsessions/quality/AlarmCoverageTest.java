package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.quality.texts.Project;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every function, queue and mapping of template.yaml is watched, and every alarm is explained. */
class AlarmCoverageTest {
  /** CloudWatch's bound. */
  private static final int MAX_METRICS = 10;

  private final CloudFormation template;
  private final Map<String, Map<String, Object>> alarms;

  AlarmCoverageTest() throws IOException {
    this.template = CloudFormation.read();
    this.alarms = template.resources("AWS::CloudWatch::Alarm");
  }

  @Test
  void everyFunctionsErrorsAndThrottlesAreWatched() {
    Set<String> functions = new TreeSet<>(template.functions().keySet());

    assertThat(watched("AWS/Lambda", "Errors")).containsExactlyElementsOf(functions);
    assertThat(watched("AWS/Lambda", "Throttles")).containsExactlyElementsOf(functions);
  }

  @Test
  void everyQueueIsWatchedAnOutletForItsAgeAnEndForWhatLiesThere() {
    Set<String> queues = new TreeSet<>(template.resources("AWS::SQS::Queue").keySet());
    Set<String> worked =
        events("SQS")
            .flatMap(event -> attribute(event.get("Queue")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(worked).isNotEmpty();

    assertThat(watched("AWS/SQS", "ApproximateAgeOfOldestMessage"))
        .containsExactlyElementsOf(worked);
    queues.removeAll(worked);
    assertThat(watched("AWS/SQS", "ApproximateNumberOfMessagesVisible"))
        .containsExactlyElementsOf(queues);
  }

  @Test
  void everyReaderOfAStreamIsWatchedForBeingLateAndForNotBeingInvoked() {
    Set<String> readers = functionsWith("DynamoDB");
    assertThat(readers).isNotEmpty();

    assertThat(watched("AWS/Lambda", "IteratorAge")).containsExactlyElementsOf(readers);
    assertThat(watched("AWS/Lambda", "Invocations")).containsAll(readers);
    assertThat(watched("AWS/DynamoDB", "ConsumedWriteCapacityUnits"))
        .containsExactlyElementsOf(
            events("DynamoDB")
                .flatMap(event -> attribute(event.get("Stream")))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theMetricsThatTheDocumentsPriceAreThoseOfTheAlarms() throws IOException {
    long metrics =
        alarms.values().stream()
            .mapToLong(
                alarm ->
                    alarm.containsKey("Metrics")
                        ? CloudFormation.list(alarm, "Metrics").stream()
                            .map(CloudFormation::map)
                            .filter(metric -> metric.containsKey("MetricStat"))
                            .count()
                        : 1)
            .sum();

    assertThat(Files.readString(Project.ROOT.resolve("docs/history.md")))
        .contains("for each metric that an alarm watches, " + metrics + " in all;");
  }

  @Test
  void noAlarmHasMoreMetricsThanCloudWatchTakes() {
    assertThat(alarms)
        .allSatisfy(
            (name, alarm) -> {
              List<Object> metrics = CloudFormation.list(alarm, "Metrics");
              List<Map<String, Object>> ids = metrics.stream().map(CloudFormation::map).toList();
              assertThat(ids).extracting(metric -> metric.get("Id")).doesNotHaveDuplicates();
              assertThat(metrics(alarm)).hasSizeBetween(1, MAX_METRICS);
              assertThat(
                      ids.stream().filter(metric -> Boolean.TRUE.equals(metric.get("ReturnData"))))
                  .hasSize(ids.isEmpty() ? 0 : 1);
            });
  }

  @Test
  void everyAlarmTellsWhenItGoesOffAndWhenItIsOver() {
    Object topic =
        Map.of(
            "Fn::If",
            List.of(
                "HasAlarmTopic",
                List.of(Map.of("Ref", "AlarmTopicArn")),
                Map.of("Ref", "AWS::NoValue")));
    assertThat(alarms)
        .allSatisfy(
            (name, alarm) ->
                assertThat(alarm)
                    .containsKeys("AlarmDescription", "TreatMissingData")
                    .containsEntry("AlarmActions", topic)
                    .containsEntry("OKActions", topic));
  }

  @Test
  void everyAlarmHasARowInTheManualAndEveryRowAnAlarm() throws Exception {
    Set<String> rows =
        Pattern.compile("^\\| `([A-Za-z]+Alarm)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(Project.ROOT.resolve("docs/operating.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows).containsExactlyElementsOf(new TreeSet<>(alarms.keySet()));
  }

  /** The resources that some alarm has as a metric's only dimension. */
  private Set<String> watched(String namespace, String name) {
    return alarms.values().stream()
        .flatMap(alarm -> metrics(alarm).stream())
        .filter(metric -> namespace.equals(metric.get("Namespace")))
        .filter(metric -> name.equals(metric.get("MetricName")))
        .flatMap(metric -> CloudFormation.list(metric, "Dimensions").stream())
        .map(dimension -> CloudFormation.map(CloudFormation.map(dimension).get("Value")))
        .flatMap(value -> value.containsKey("Ref") ? reference(value) : attribute(value))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Map<String, Object>> metrics(Map<String, Object> alarm) {
    if (!alarm.containsKey("Metrics")) {
      return List.of(alarm);
    }
    return CloudFormation.list(alarm, "Metrics").stream()
        .map(CloudFormation::map)
        .filter(metric -> metric.containsKey("MetricStat"))
        .map(metric -> CloudFormation.at(metric, "MetricStat", "Metric"))
        .toList();
  }

  private Set<String> functionsWith(String type) {
    return template.functions().entrySet().stream()
        .filter(function -> !CloudFormation.events(function.getValue(), type).isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<Map<String, Object>> events(String type) {
    return template.functions().values().stream()
        .flatMap(function -> CloudFormation.events(function, type).stream());
  }

  private static Stream<String> reference(Map<String, Object> value) {
    return Stream.of(String.valueOf(value.get("Ref")));
  }

  /** The resource of a {@code !GetAtt}. */
  private static Stream<String> attribute(@Nullable Object value) {
    List<Object> attribute = CloudFormation.list(CloudFormation.map(value), "Fn::GetAtt");
    return Stream.of(attribute.getFirst().toString());
  }
}
