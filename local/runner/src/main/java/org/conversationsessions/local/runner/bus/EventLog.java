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
 * The file to which every event of the bus is appended, one line of JSON each, in order. Only its
 * owner can read it. A file that would exceed its limit becomes {@code <name>.1}, replacing the
 * previous one, so at most twice the limit is stored.
 */
public final class EventLog {
  /** 32 MiB, about 50,000 session events. */
  static final long LIMIT_BYTES = 32L * 1024 * 1024;

  private final Path file;
  private final long limitBytes;

  /** Opens a log; creates the file's folder if needed. */
  public EventLog(Path file) {
    this(file, LIMIT_BYTES);
  }

  /**
   * Opens a log with another limit.
   *
   * @param limitBytes a larger event gets a separate file
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

  /** Appends an event; returns after the operating system has the line. */
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
    // Opened for each event, because a user may delete the file at any time.
    try (FileChannel channel = OwnerOnly.append(file)) {
      // One write for the whole line, so that a reader never sees two lines mixed.
      while (line.hasRemaining()) {
        channel.write(line);
      }
    }
  }
}
