package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.conversationsessions.local.runner.stream.StreamFixture.SHARD;
import static org.conversationsessions.local.runner.stream.StreamFixture.batches;
import static org.conversationsessions.local.runner.stream.StreamFixture.failingTimes;
import static org.conversationsessions.local.runner.stream.StreamFixture.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.runner.lambda.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One step after the other: batches are handed over by the thread that reads. */
class StreamMappingTest {
  private final StreamFixture scene = new StreamFixture();

  @TempDir Path folder;

  @Test
  void changesAreHandedOverInOrderInBatchesOfTheSize() {
    FakeFunctions functions = FakeFunctions.succeeding();
    scene.add("a", 1, 2, 3, 4, 5);

    run(scene.mapping(functions, Map.of("BatchSize", 2)));

    assertThat(batches(functions)).containsExactly("12", "34", "5");
  }

  @Test
  void theEventHoldsTheRecordsAsTheStreamHasThem() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    StreamRecord record = scene.stream.add(SHARD, "a", 1);

    run(scene.mapping(functions, Map.of()));

    FakeFunctions.Call call = functions.calls().getFirst();
    assertThat(call.function()).isEqualTo("Count");
    assertThat(call.event()).isEqualTo(Map.of("Records", List.of(JsonCodec.object(record.json()))));
  }

  @Test
  void nothingIsHandedOverTwiceAndWhatComesLaterIsFound() {
    FakeFunctions functions = FakeFunctions.succeeding();
    StreamMapping mapping = scene.mapping(functions, Map.of());
    run(mapping);
    scene.add("a", 1);
    run(mapping);
    run(mapping);
    scene.add("a", 2);
    run(mapping);

    assertThat(batches(functions)).containsExactly("1", "2");
  }

  @Test
  void severalFunctionsReadTheSameStream() {
    FakeFunctions one = FakeFunctions.succeeding();
    FakeFunctions other = FakeFunctions.failing();
    StreamMapping first = scene.mapping(one, Map.of());
    StreamMapping second = scene.mapping(other, Map.of());
    scene.add("a", 1);

    run(second);
    run(first);

    assertThat(batches(one)).containsExactly("1");
    assertThat(batches(other)).containsExactly("1");
  }

  @Test
  void aBatchWaitsForOthersAsLongAsTheWindowIfItIsNotFull() {
    FakeFunctions functions = FakeFunctions.succeeding();
    StreamMapping mapping =
        scene.mapping(functions, Map.of("MaximumBatchingWindowInSeconds", 3, "BatchSize", 3));
    scene.add("a", 1);
    run(mapping);
    scene.clock.advance(Duration.ofSeconds(2));
    scene.add("a", 2);
    run(mapping);
    assertThat(functions.calls()).isEmpty();

    scene.clock.advance(Duration.ofSeconds(1));
    run(mapping);
    assertThat(batches(functions)).containsExactly("12");

    scene.add("a", 3, 4, 5, 6);
    run(mapping);
    assertThat(batches(functions)).containsExactly("12", "345");
  }

  @Test
  void anEventIsNeverLargerThanLambdaAllows() {
    FakeFunctions functions = FakeFunctions.succeeding();
    for (int i = 0; i < 5; i++) {
      scene.stream.add(SHARD, "a", "x".repeat(Functions.MAX_EVENT_BYTES / 3));
    }

    run(scene.mapping(functions, Map.of("MaximumBatchingWindowInSeconds", 0)));

    assertThat(functions.calls())
        .extracting(call -> call.records().size())
        .containsExactly(2, 2, 1);
  }

  @Test
  void aShardIsReadWhenItsParentIsDealtWith() {
    FakeFunctions functions = failingTimes(2);
    StreamMapping mapping = scene.mapping(functions, Map.of());
    scene.stream.open("left", Optional.of(SHARD));
    scene.stream.open("right", Optional.of(SHARD));
    scene.stream.open("leftmost", Optional.of("left"));
    scene.add("a", 1);
    scene.stream.add("left", "a", 2);
    scene.stream.add("right", "b", 3);
    scene.stream.add("leftmost", "a", 4);
    scene.stream.end(SHARD);
    scene.stream.end("left");
    run(mapping);
    run(mapping);
    assertThat(batches(functions)).containsExactly("1");

    scene.run(mapping, Duration.ofSeconds(2));

    assertThat(batches(functions)).startsWith("1", "1", "1").contains("3").hasSize(6);
    assertThat(batches(functions)).containsSubsequence("2", "4");
  }

  @Test
  void newShardsAreFoundAndThoseWhoseParentIsForgottenAreRead() {
    FakeFunctions functions = FakeFunctions.succeeding();
    StreamMapping mapping = scene.mapping(functions, Map.of());
    run(mapping);
    scene.stream.open("orphan", Optional.of("long ago"));
    scene.stream.add("orphan", "a", 1);

    scene.run(mapping, Duration.ofSeconds(11));

    assertThat(batches(functions)).containsExactly("1");
  }

  @Test
  void itReadsFiveTimesASecondAndNotInABusyLoop() throws Exception {
    StreamMapping mapping = scene.mapping(FakeFunctions.succeeding(), Map.of());
    long start = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      scene.add("a", i);
      mapping.run();
    }

    assertThat(scene.stream.reads()).isEqualTo(3);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(590));
  }

  @Test
  void muchIsReadWithoutAPauseButNotMoreThanWaitsForAFewBatches() {
    FakeFunctions functions = failingTimes(1);
    StreamMapping mapping = scene.mapping(functions, Map.of());
    for (int i = 0; i < 2500; i++) {
      scene.add("a", i);
    }
    run(mapping);
    assertThat(scene.stream.reads()).isEqualTo(1);

    scene.run(mapping, Duration.ofSeconds(1));

    assertThat(functions.calls()).hasSize(26);
  }

  @Test
  void recordsThatNoFilterMatchesAreDealtWithUnseen() {
    Map<String, Object> filter =
        Map.of(
            "FilterCriteria",
            Map.of(
                "Filters",
                List.of(
                    Map.of("Pattern", "{\"dynamodb\":{\"NewImage\":{\"value\":{\"S\":[\"2\"]}}}}"),
                    Map.of("Pattern", "{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":[\"b\"]}}}}"))));
    FakeFunctions functions = FakeFunctions.succeeding();
    scene.add("a", 1, 2, 3);
    scene.add("b", 4);
    scene.add("a", 5);
    run(scene.kept(folder, functions, filter));
    assertThat(batches(functions)).containsExactly("24");

    FakeFunctions after = FakeFunctions.succeeding();
    run(scene.kept(folder, after, Map.of()));
    assertThat(after.calls()).isEmpty();
  }

  @Test
  void aTableWithoutAStreamIsRefused() {
    assertThatThrownBy(
            () ->
                new StreamMapping(
                    scene.settings(Map.of()),
                    StreamAccess.none(),
                    scene.queues,
                    FakeFunctions.succeeding(),
                    scene.clock,
                    Runnable::run))
        .hasMessage("no stream for table Things");
  }
}
