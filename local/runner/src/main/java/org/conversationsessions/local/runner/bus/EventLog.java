package org.conversationsessions.local.runner.bus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.files.OwnerOnly;

/**
 * The file that every event of the bus is appended to, one line of JSON each, in the order they
 * were taken. Only its owner can read it. When it would grow beyond its limit it becomes {@code
 * <name>.1}, in the place of the one before, and a new one begins: at most twice the limit is kept.
 */
public final class EventLog {
  /** 32 MiB: some 50,000 events of sessions. */
  static final long LIMIT_BYTES = 32L * 1024 * 1024;

  private final Path file;
  private final long limitBytes;

  /** Makes the file's folder if need be. */
  public EventLog(Path file) {
    this(file, LIMIT_BYTES);
  }

  /**
   * A file with another limit.
   *
   * @param limitBytes a larger event has a file of its own
   */
  public EventLog(Path file, long limitBytes) {
    this.file = file;
    this.limitBytes = limitBytes;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once the line is handed to the operating system. */
  synchronized void append(Map<String, Object> event) throws IOException {
    ByteBuffer line =
        ByteBuffer.wrap((JsonCodec.write(event) + "\n").getBytes(StandardCharsets.UTF_8));
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (size > 0 && size + line.remaining() > limitBytes) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    // Opened for each event: a person may delete the file at any time.
    try (FileChannel channel = OwnerOnly.append(file)) {
      // One write for the whole line: whoever reads along never sees half of it followed by
      // another.
      while (line.hasRemaining()) {
        channel.write(line);
      }
    }
  }
}
