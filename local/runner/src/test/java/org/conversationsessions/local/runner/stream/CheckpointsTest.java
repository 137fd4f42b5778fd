package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("streams").resolve("Count.Changes.json");
  }

  @Test
  void theyOutliveTheProcess() {
    Checkpoints before = read("arn:a");
    assertThat(before.isNew()).isTrue();
    before.begin("one");
    before.begin("two");
    before.saveReached("two", "17");
    before.begin("two");
    before.begin("three");
    before.end("three");

    Checkpoints after = read("arn:a");

    assertThat(after.isNew()).isFalse();
    assertThat(after.reached("one")).isEmpty();
    assertThat(after.reached("two")).contains("17");
    assertThat(after.isEnded("two")).isFalse();
    assertThat(after.isEnded("three")).isTrue();
    assertThat(after.reached("four")).isEmpty();
    assertThat(folder.resolve("streams")).isDirectoryContaining("glob:**/Count.Changes.json");
  }

  @Test
  void theyHoldForOneStream() {
    read("arn:a").saveReached("one", "17");

    assertThat(read("arn:b").isNew()).isTrue();
    assertThat(read("arn:a").isNew()).isFalse();
  }

  @Test
  void shardsThatAreGoneAreForgotten() {
    Checkpoints checkpoints = read("arn:a");
    checkpoints.end("one");
    checkpoints.saveReached("two", "17");
    checkpoints.retain(Set.of("two"));
    checkpoints.saveReached("two", "18");

    assertThat(read("arn:a").isEnded("one")).isFalse();
    assertThat(read("arn:a").reached("two")).contains("18");
  }

  @Test
  void inMemoryTheyLeaveNothingBehind() {
    Checkpoints checkpoints = Checkpoints.of(Optional.empty(), "arn:a");
    checkpoints.saveReached("one", "17");

    assertThat(checkpoints.reached("one")).contains("17");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void nothingIsKeptAfterTheEnd() {
    Checkpoints checkpoints = read("arn:a");
    checkpoints.saveReached("one", "17");
    checkpoints.close();
    checkpoints.saveReached("one", "18");

    assertThat(read("arn:a").reached("one")).contains("17");
  }

  @Test
  void aFileThatCannotBeReadIsNotTakenForANewMapping() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"stream\":");

    assertThatThrownBy(() -> read("arn:a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Count.Changes.json does not hold the position in a stream");
  }

  private Checkpoints read(String stream) {
    return Checkpoints.of(Optional.of(file), stream);
  }
}
