package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.local.runner.stream.StreamFixture.SHARD;
import static org.conversationsessions.local.runner.stream.StreamFixture.batchSize;
import static org.conversationsessions.local.runner.stream.StreamFixture.batches;
import static org.conversationsessions.local.runner.stream.StreamFixture.failingTimes;
import static org.conversationsessions.local.runner.stream.StreamFixture.poisonedBy;
import static org.conversationsessions.local.runner.stream.StreamFixture.reporting;
import static org.conversationsessions.local.runner.stream.StreamFixture.reports;
import static org.conversationsessions.local.runner.stream.StreamFixture.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.runner.lambda.Functions;
import org.junit.jupiter.api.Test;

/** What becomes of records that a function fails on. */
class StreamRetriesTest {
  private final StreamFixture scene = new StreamFixture();

  @Test
  void aFunctionErrorBringsTheWholeBatchAgainAndNothingBehindItBefore() {
    FakeFunctions functions = failingTimes(2);
    StreamMapping mapping = scene.mapping(functions, Map.of("BatchSize", 2));
    scene.add("a", 1, 2);
    scene.add("b", 3);

    scene.run(mapping, Duration.ofMinutes(1));

    assertThat(batches(functions)).containsExactly("12", "12", "12", "3");
  }

  @Test
  void thePausesBetweenRetriesDoubleUpToFiveSeconds() {
    List<Instant> times = new ArrayList<>();
    FakeFunctions functions =
        FakeFunctions.answering(
            _ -> {
              times.add(scene.clock.instant());
              return FakeFunctions.failed();
            });
    StreamMapping mapping = scene.mapping(functions, Map.of());
    scene.add("a", 1);

    scene.run(mapping, Duration.ofSeconds(30));

    List<Duration> pauses = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      pauses.add(Duration.between(times.get(i - 1), times.get(i)));
    }
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 5000L);
  }

  @Test
  void aRetryDoesNotWaitInABusyLoop() {
    StreamMapping mapping = scene.mapping(FakeFunctions.failing(), Map.of());
    scene.add("a", 1);
    run(mapping);
    int reads = scene.stream.reads();

    assertThat(mapping.runOnce()).isFalse();
    assertThat(scene.stream.reads()).isEqualTo(reads + 1);
  }

  @Test
  void aBatchThatFailedAsAWholeIsSplitIfThatIsAskedFor() throws Exception {
    FakeFunctions functions = poisonedBy("3");
    StreamMapping mapping =
        scene.mapping(
            functions, Map.of("BisectBatchOnFunctionError", true, "MaximumRetryAttempts", 2));
    scene.add("a", 1, 2, 3, 4, 5);

    scene.run(mapping, Duration.ofMinutes(1));

    // A split is not a retry: the single record is still tried three times.
    assertThat(batches(functions)).containsExactly("12345", "123", "12", "3", "3", "3", "45");
    assertThat(scene.lost())
        .singleElement()
        .satisfies(each -> assertThat(batchSize(each)).isEqualTo(1));
  }

  @Test
  void fromTheFirstRecordThatTheFunctionNamesOnEverythingComesAgain() {
    FakeFunctions functions = reporting("4", "2");
    StreamMapping mapping = scene.mapping(functions, reports(Map.of()));
    scene.add("a", 1, 2, 3, 4, 5);

    scene.run(mapping, Duration.ofMinutes(1));

    assertThat(batches(functions)).containsExactly("12345", "2345", "45");
  }

  @Test
  void anAnswerThatNamesNoRecordOfTheBatchIsAFailureOfAll() {
    for (String id : List.of("''", "null", "'000'")) {
      FakeFunctions functions =
          FakeFunctions.answering(
              _ ->
                  FakeFunctions.succeeded(
                      ("{'batchItemFailures':[{'itemIdentifier':" + id + "}]}")
                          .replace('\'', '"')));
      FakeTableStream own = new FakeTableStream("arn:own", scene.clock);
      own.add(SHARD, "a", 1);
      own.add(SHARD, "a", 2);

      scene.run(
          scene.mapping(
              own, functions, reports(Map.of("MaximumRetryAttempts", 1)), Optional.empty()),
          Duration.ofMinutes(1));

      assertThat(batches(functions)).as(id).containsExactly("12", "12");
    }
  }

  @Test
  void withoutReportsWhatTheFunctionAnswersDoesNotMatter() {
    FakeFunctions functions =
        FakeFunctions.answering(_ -> FakeFunctions.succeeded("{\"batchItemFailures\":\"x\"}"));
    scene.add("a", 1, 2);

    scene.run(scene.mapping(functions, Map.of()), Duration.ofMinutes(1));

    assertThat(batches(functions)).containsExactly("12");
  }

  @Test
  void whatIsGivenUpIsDescribedInTheQueueAndTheMappingGoesOn() throws Exception {
    FakeFunctions functions = poisonedBy("2");
    StreamMapping mapping =
        scene.mapping(functions, Map.of("BatchSize", 2, "MaximumRetryAttempts", 2));
    StreamRecord first = scene.stream.add(SHARD, "a", 1);
    StreamRecord second = scene.stream.add(SHARD, "a", 2);
    scene.add("a", 3);

    scene.run(mapping, Duration.ofMinutes(1));

    assertThat(batches(functions)).containsExactly("12", "12", "12", "3");
    Map<String, Object> document = scene.lost().getFirst();
    assertThat(document)
        .containsOnlyKeys(
            "requestContext", "responseContext", "version", "timestamp", "DDBStreamBatchInfo")
        .containsEntry("version", "1.0")
        .containsEntry("timestamp", "2026-03-01T10:00:30.600Z")
        .containsEntry(
            "responseContext",
            Map.of("statusCode", 200, "executedVersion", "$LATEST", "functionError", "Unhandled"))
        .containsEntry(
            "DDBStreamBatchInfo",
            Map.of(
                "shardId",
                SHARD,
                "startSequenceNumber",
                first.sequenceNumber(),
                "endSequenceNumber",
                second.sequenceNumber(),
                "approximateArrivalOfFirstRecord",
                "2026-03-01T10:00:30Z",
                "approximateArrivalOfLastRecord",
                "2026-03-01T10:00:30Z",
                "batchSize",
                2,
                "streamArn",
                "arn:stream"));
    Settings request = new Settings("document", document).object("requestContext");
    assertThat(request.required("functionArn"))
        .isEqualTo("arn:aws:lambda:local:000000000000:function:Count");
    assertThat(request.required("condition")).isEqualTo("RetryAttemptsExhausted");
    assertThat(request.required("approximateInvokeCount")).isEqualTo("3");
    assertThat(request.required("requestId")).hasSize(36);
  }

  @Test
  void namedRecordsAreGivenUpWithAllBehindThemAfterTheRetries() throws Exception {
    FakeFunctions functions = reporting("2", "2", "2");
    StreamMapping mapping = scene.mapping(functions, reports(Map.of("MaximumRetryAttempts", 2)));
    scene.add("a", 1, 2, 3);

    scene.run(mapping, Duration.ofMinutes(1));

    assertThat(batches(functions)).containsExactly("123", "23", "23");
    assertThat(scene.lost()).hasSize(1);
    assertThat(batchSize(scene.lost().getFirst())).isEqualTo(2);
    assertThat(scene.lost().getFirst().get("responseContext"))
        .isEqualTo(Map.of("statusCode", 200, "executedVersion", "$LATEST"));
  }

  @Test
  void aReportThatMovesOnIsASplitAndNoRetryIfSplitsAreAskedFor() throws Exception {
    FakeFunctions functions = reporting("2", "3", "4");
    StreamMapping mapping =
        scene.mapping(
            functions,
            reports(Map.of("MaximumRetryAttempts", 0, "BisectBatchOnFunctionError", true)));
    scene.add("a", 1, 2, 3, 4);

    scene.run(mapping, Duration.ofMinutes(1));

    assertThat(batches(functions)).containsExactly("1234", "234", "34", "4");
    assertThat(scene.lost()).isEmpty();
  }

  @Test
  void recordsThatAreTooOldAreGivenUpBeforeTheFunctionIsInvoked() throws Exception {
    FakeFunctions functions = failingTimes(3);
    StreamMapping mapping = scene.mapping(functions, Map.of("MaximumRecordAgeInSeconds", 60));
    scene.add("a", 1);
    run(mapping);
    scene.clock.advance(Duration.ofMinutes(3));
    scene.add("a", 2);

    scene.run(mapping, Duration.ofSeconds(10));

    assertThat(batches(functions)).containsExactly("1", "2", "2", "2");
    assertThat(scene.lost()).hasSize(1);
    Settings request = new Settings("document", scene.lost().getFirst()).object("requestContext");
    assertThat(request.required("condition")).isEqualTo("RecordAgeExceeded");
    assertThat(request.required("approximateInvokeCount")).isEqualTo("1");
  }

  @Test
  void whatWasNeverHandedOverHasNoResponse() throws Exception {
    StreamMapping mapping =
        scene.mapping(FakeFunctions.succeeding(), Map.of("MaximumRecordAgeInSeconds", 60));
    scene.clock.advance(Duration.ofMinutes(5));
    scene.stream.add(SHARD, "a", 1, scene.clock.instant().minus(Duration.ofMinutes(4)));

    run(mapping);

    assertThat(scene.lost().getFirst()).doesNotContainKey("responseContext");
  }

  @Test
  void theTimeInWhichTheServiceDidNotRunMakesNoRecordTooOld() {
    scene.add("a", 1);
    scene.clock.advance(Duration.ofDays(3));
    FakeFunctions functions = FakeFunctions.succeeding();

    run(scene.mapping(functions, Map.of("MaximumRecordAgeInSeconds", 60)));

    assertThat(batches(functions)).containsExactly("1");
  }

  @Test
  void aFaultOfTheRunnerItselfLosesNoRecord() throws Exception {
    List<String> calls = new ArrayList<>();
    Functions functions =
        (_, payload) -> {
          calls.addAll(StreamFixture.values(payload));
          if (calls.size() == 1) {
            throw new IllegalStateException("out of order");
          }
          return FakeFunctions.succeeded("");
        };
    scene.add("a", 1);

    scene.run(
        scene.mapping(scene.stream, functions, Map.of("MaximumRetryAttempts", 0), Optional.empty()),
        Duration.ofSeconds(2));

    assertThat(calls).containsExactly("1", "1");
    assertThat(scene.lost()).isEmpty();
  }
}
