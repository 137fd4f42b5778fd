package org.conversationsessions.local.runner.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  @TempDir Path folder;

  @Test
  @Tag("difference:events-file")
  void keepsAtMostTwiceItsLimit() throws Exception {
    EventLog log = new EventLog(file(), 100);
    for (int i = 0; i < 50; i++) {
      log.append(Map.of("n", i, "text", "x".repeat(30)));
    }

    assertThat(Files.size(file())).isLessThanOrEqualTo(100);
    assertThat(Files.size(folder.resolve("events.jsonl.1"))).isLessThanOrEqualTo(100);
    assertThat(Files.readAllLines(file()).getLast()).contains("\"n\":49");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void anEventLargerThanTheLimitIsKeptWhole() throws Exception {
    EventLog log = new EventLog(file(), 10);
    log.append(Map.of("text", "x".repeat(30)));
    log.append(Map.of("text", "y".repeat(30)));

    assertThat(Files.readString(file())).isEqualTo("{\"text\":\"" + "y".repeat(30) + "\"}\n");
  }

  @Test
  void onlyTheOwnerReadsItEvenIfItWasThereBefore() throws Exception {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      System.out.println("permissions not checked: this file system has none");
      return;
    }
    Files.createFile(file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    new EventLog(file()).append(Map.of());
    assertThat(permissions()).isEqualTo("rw-------");
    Files.delete(file());
    new EventLog(file()).append(Map.of());
    assertThat(permissions()).isEqualTo("rw-------");
  }

  private String permissions() throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  private Path file() {
    return folder.resolve("events.jsonl");
  }
}
