package org.conversationsessions.local.cli.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.local.cli.CliException;

/** A recording that is read line by line, compressed with gzip or not: its first two bytes tell. */
final class Recording implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream raw;
  private final long size;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong lineCount = new AtomicLong();
  private final LineReader lines;
  private final LineParser parser;
  private long number;

  /**
   * Reads a stream, which is closed with this.
   *
   * @param size its length in bytes; negative if nobody knows
   * @param maxLine the longest line that may be sent, in bytes
   */
  Recording(InputStream raw, long size, int maxLine) throws IOException {
    this.raw = raw;
    this.size = size;
    lines = new LineReader(plain(new Counting(raw, read)), maxLine);
    parser = new LineParser(maxLine);
  }

  /** Reads a file. */
  static Recording of(Path file, int maxLine) {
    try {
      return new Recording(Files.newInputStream(file), Files.size(file), maxLine);
    } catch (NoSuchFileException e) {
      throw new CliException(
          "there is no file " + file + ": name a recording, or - to read stdin", e);
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The next line that is not blank; empty at the end. */
  Optional<RecordedLine> next() throws IOException {
    while (true) {
      Optional<byte[]> line = lines.next();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      number++;
      byte[] text = withoutMark(line.get());
      if (!isBlank(text)) {
        lineCount.incrementAndGet();
        return Optional.of(parser.parse(number, text));
      }
    }
  }

  /** Length in bytes, as stored; negative if nobody knows. */
  long size() {
    return size;
  }

  /** How many of its bytes have been read. */
  long read() {
    return read.get();
  }

  /**
   * About how many of its bytes are done with.
   *
   * @param settled how many of its lines are
   */
  long done(long settled) {
    long lines = lineCount.get();
    return lines == 0 ? 0 : Math.round((double) read() * settled / lines);
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  private static InputStream plain(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    int magic = (buffered.read() << 8) | buffered.read();
    buffered.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  /** A line without a byte order mark, which every file of several joined ones may begin with. */
  private static byte[] withoutMark(byte[] line) {
    return line.length >= MARK.length && Arrays.equals(line, 0, MARK.length, MARK, 0, MARK.length)
        ? Arrays.copyOfRange(line, MARK.length, line.length)
        : line;
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
