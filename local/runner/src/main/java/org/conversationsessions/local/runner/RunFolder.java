package org.conversationsessions.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder for the files of one run, deleted at its end. Folders of killed runs are deleted at the
 * next start.
 */
final class RunFolder implements AutoCloseable {
  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** Creates a folder in a parent folder. */
  static RunFolder make(Path parent) throws IOException {
    Files.createDirectories(parent);
    try (Stream<Path> runs = Files.list(parent)) {
      runs.filter(RunFolder::isAbandoned).toList().forEach(Folders::delete);
    }
    return new RunFolder(Files.createTempDirectory(parent, ProcessHandle.current().pid() + "-"));
  }

  /** Returns whether another live process has a folder in the parent. */
  static boolean isAnotherRunning(Path parent) {
    if (!Files.isDirectory(parent)) {
      return false;
    }
    try (Stream<Path> runs = Files.list(parent)) {
      return runs.anyMatch(run -> !isAbandoned(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    Folders.delete(path);
  }

  private static boolean isAbandoned(Path run) {
    String pid = run.getFileName().toString().replaceFirst("-.*", "");
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }
}
