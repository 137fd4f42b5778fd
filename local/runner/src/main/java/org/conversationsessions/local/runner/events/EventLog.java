package org.conversationsessions.local.runner.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The file that every event of the bus is appended to, one line of JSON each, in the order they
 * were taken.
 */
final class EventLog {
  private final Path file;

  /** Makes the file's folder if need be. */
  EventLog(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once the line is handed to the operating system. */
  synchronized void append(Map<String, Object> event) throws IOException {
    // One write for the whole line: whoever reads along never sees half of it followed by another.
    Files.write(
        file,
        (Json.write(event) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
