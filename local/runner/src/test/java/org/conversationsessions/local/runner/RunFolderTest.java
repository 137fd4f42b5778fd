package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @Test
  void isGoneAfterTheRunWithAllThatIsInIt(@TempDir Path parent) throws Exception {
    Path path;
    try (RunFolder run = RunFolder.make(parent.resolve("run"))) {
      path = run.path();
      Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("c"), "x");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void cleansUpAfterRunsThatWereKilledButNotAfterThoseThatRun(@TempDir Path parent)
      throws Exception {
    long noProcess = Long.MAX_VALUE / 10;
    Path dead = Files.createDirectories(parent.resolve(noProcess + "-1"));
    Path alive = Files.createDirectories(parent.resolve(ProcessHandle.current().pid() + "-1"));
    Path foreign = Files.createDirectories(parent.resolve("notes"));

    RunFolder.make(parent).close();

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(foreign).exists();
  }
}
