package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {
  private final StreamFixture scene = new StreamFixture();

  @Test
  void whatIsNotSetHasLambdasDefaults() {
    StreamSettings settings = scene.settings(Map.of("DestinationConfig", Map.of()));

    assertThat(settings.function()).isEqualTo("Count");
    assertThat(settings.id()).isEqualTo("Changes");
    assertThat(settings.table()).isEqualTo("Things");
    assertThat(settings.name()).isEqualTo("Things-to-Count");
    assertThat(settings.latest()).isFalse();
    assertThat(settings.batchSize()).isEqualTo(100);
    assertThat(settings.window()).isZero();
    assertThat(settings.parallelBatches()).isEqualTo(1);
    assertThat(settings.reports()).isFalse();
    assertThat(settings.filter().patterns()).isEmpty();
    assertThat(settings.discarded()).isEmpty();
    assertThat(settings.retries())
        .isEqualTo(new RetryPolicy(Optional.empty(), Duration.ofHours(24), false));
  }

  @Test
  void whatIsSetHolds() {
    StreamSettings settings =
        scene.settings(
            Map.ofEntries(
                Map.entry("StartingPosition", "LATEST"),
                Map.entry("BatchSize", 7),
                Map.entry("MaximumBatchingWindowInSeconds", 2),
                Map.entry("MaximumRetryAttempts", "50"),
                Map.entry("MaximumRecordAgeInSeconds", 21_600),
                Map.entry("BisectBatchOnFunctionError", true),
                Map.entry("ParallelizationFactor", 2),
                Map.entry("FunctionResponseTypes", List.of("ReportBatchItemFailures")),
                Map.entry("Enabled", true),
                Map.entry(
                    "DestinationConfig",
                    Map.of("OnFailure", Map.of("Type", "SQS", "Destination", "Lost")))));

    assertThat(settings.latest()).isTrue();
    assertThat(settings.batchSize()).isEqualTo(7);
    assertThat(settings.window()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.parallelBatches()).isEqualTo(2);
    assertThat(settings.reports()).isTrue();
    assertThat(settings.discarded()).contains(scene.queues.require("Lost"));
    assertThat(settings.retries())
        .isEqualTo(new RetryPolicy(Optional.of(50), Duration.ofHours(6), true));
  }

  @Test
  void minusOneMeansThatTheAgeAloneDecides() {
    StreamSettings settings =
        scene.settings(Map.of("MaximumRetryAttempts", -1, "MaximumRecordAgeInSeconds", 43_200));

    assertThat(settings.retries())
        .isEqualTo(new RetryPolicy(Optional.empty(), Duration.ofHours(12), false));
  }

  @Test
  void aDisabledMappingIsReadAndLeftOut() {
    assertThat(read(Map.of("Enabled", false))).isEmpty();
    assertThatThrownBy(() -> read(Map.of("Enabled", false, "BatchSize", 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatCannotBeHonouredIsRefused() {
    refuses("TumblingWindowInSeconds", 30, "TumblingWindowInSeconds is not supported");
    refuses("Stream", "arn:aws:kinesis:local:0:stream/x", "Stream is not the stream of a table");
    refuses("StartingPosition", "AT_TIMESTAMP", "StartingPosition must be TRIM_HORIZON or LATEST");
    refuses("BatchSize", 10_001, "BatchSize must be between 1 and 10000, not 10001");
    refuses("MaximumBatchingWindowInSeconds", 301, "must be between 0 and 300");
    refuses("MaximumRetryAttempts", -2, "must be between 0 and 10000");
    refuses("MaximumRecordAgeInSeconds", 59, "must be between 60 and 604800");
    refuses("ParallelizationFactor", 11, "must be between 1 and 10");
    refuses("DestinationConfig", Map.of("OnSuccess", Map.of()), "OnSuccess is not supported");
    refuses(
        "DestinationConfig",
        Map.of("OnFailure", Map.of("Type", "SNS", "Destination", "topic")),
        "Type must be SQS");
    refuses(
        "DestinationConfig",
        Map.of("OnFailure", Map.of("Destination", "arn:aws:sns:local:0:topic")),
        "has no queue arn:aws:sns:local:0:topic");
    refuses(
        "FilterCriteria", filter("{\"eventName\":\"INSERT\"}"), "must be an object or an array");
    refuses("FilterCriteria", filter("INSERT"), "Pattern is refused");
  }

  private void refuses(String name, Object value, String message) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private Optional<StreamSettings> read(Map<String, Object> properties) {
    return StreamSettings.of("Count", StreamFixture.event(properties), scene.queues);
  }

  private static Map<String, Object> filter(String pattern) {
    return Map.of("Filters", List.of(Map.of("Pattern", pattern)));
  }
}
