package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.local.runner.stream.StreamFixture.SHARD;
import static org.conversationsessions.local.runner.stream.StreamFixture.batches;
import static org.conversationsessions.local.runner.stream.StreamFixture.poisonedBy;
import static org.conversationsessions.local.runner.stream.StreamFixture.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart knows of a stream. */
class StreamRestartTest {
  private final StreamFixture scene = new StreamFixture();

  @TempDir Path folder;

  @Test
  void aRestartGoesOnWhereTheFunctionWas() {
    FakeFunctions before = poisonedBy("3");
    StreamMapping mapping = scene.kept(folder, before, Map.of("BatchSize", 2));
    scene.add("a", 1, 2, 3, 4);
    run(mapping);
    assertThat(batches(before)).containsExactly("12", "34");
    mapping.close();
    scene.add("a", 5);

    FakeFunctions after = FakeFunctions.succeeding();
    run(scene.kept(folder, after, Map.of("BatchSize", 2)));

    assertThat(batches(after)).containsExactly("34", "5");
  }

  @Test
  void aRestartKnowsTheShardsThatAreDone() {
    scene.add("a", 1);
    scene.stream.end(SHARD);
    scene.stream.open("child", Optional.of(SHARD));
    scene.stream.add("child", "a", 2);
    run(scene.kept(folder, FakeFunctions.succeeding(), Map.of()));
    scene.stream.add("child", "a", 3);

    FakeFunctions after = FakeFunctions.succeeding();
    run(scene.kept(folder, after, Map.of()));
    assertThat(batches(after)).containsExactly("3");

    scene.stream.expire(SHARD);
    scene.stream.add("child", "a", 4);
    FakeFunctions later = FakeFunctions.succeeding();
    run(scene.kept(folder, later, Map.of()));
    assertThat(batches(later)).containsExactly("4");
  }

  @Test
  void aLaneThatIsAheadDoesNotTakeTheCheckpointWithIt() {
    StreamMapping mapping =
        scene.kept(folder, poisonedBy("1"), Map.of("ParallelizationFactor", 2, "BatchSize", 1));
    scene.stream.add(SHARD, "a", 1);
    scene.stream.add(SHARD, "b", 2);
    run(mapping);
    mapping.close();

    FakeFunctions after = FakeFunctions.succeeding();
    run(scene.kept(folder, after, Map.of("ParallelizationFactor", 2, "BatchSize", 1)));

    assertThat(batches(after)).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void whatHappensToBatchesAfterTheEndIsNotKept() {
    List<StreamMapping> mappings = new ArrayList<>();
    FakeFunctions ended =
        FakeFunctions.answering(
            _ -> {
              mappings.getFirst().close();
              return FakeFunctions.failed();
            });
    mappings.add(scene.kept(folder, ended, Map.of("MaximumRetryAttempts", 0)));
    scene.add("a", 1);
    run(mappings.getFirst());

    FakeFunctions after = FakeFunctions.succeeding();
    run(scene.kept(folder, after, Map.of()));

    assertThat(batches(after)).containsExactly("1");
  }

  @Test
  void fromTheLatestMeansFromTheFirstStartOn() {
    scene.add("a", 1, 2);
    scene.stream.end(SHARD);
    scene.stream.open("child", Optional.of(SHARD));
    scene.stream.add("child", "a", 3);
    FakeFunctions functions = FakeFunctions.succeeding();
    StreamMapping mapping = scene.kept(folder, functions, Map.of("StartingPosition", "LATEST"));
    run(mapping);
    scene.stream.add("child", "a", 4);
    mapping.close();

    FakeFunctions after = FakeFunctions.succeeding();
    run(scene.kept(folder, after, Map.of("StartingPosition", "LATEST")));

    assertThat(functions.calls()).isEmpty();
    assertThat(batches(after)).containsExactly("4");
  }
}
