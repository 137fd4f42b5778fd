package org.conversationsessions.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder for the files of one run, which is deleted at its end; those of runs that were killed,
 * at the next start.
 */
final class RunFolder implements AutoCloseable {
  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** Makes a folder within this one. */
  static RunFolder make(Path parent) throws IOException {
    Files.createDirectories(parent);
    try (Stream<Path> runs = Files.list(parent)) {
      runs.filter(RunFolder::isLeftBehind).toList().forEach(Folders::delete);
    }
    return new RunFolder(Files.createTempDirectory(parent, ProcessHandle.current().pid() + "-"));
  }

  /** Whether another process that lives has its files within this folder. */
  static boolean isAnotherRunning(Path parent) {
    if (!Files.isDirectory(parent)) {
      return false;
    }
    try (Stream<Path> runs = Files.list(parent)) {
      return runs.anyMatch(run -> !isLeftBehind(run));
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

  private static boolean isLeftBehind(Path run) {
    String pid = run.getFileName().toString().replaceFirst("-.*", "");
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }
}
