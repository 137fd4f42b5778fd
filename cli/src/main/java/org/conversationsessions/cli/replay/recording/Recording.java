package org.conversationsessions.cli.replay.recording;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.cli.CliException;

/**
 * A recording that is read line by line, compressed with gzip or not. Its first two bytes decide.
 */
public final class Recording implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream raw;
  private final long size;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong lineCount = new AtomicLong();
  private final LineReader lines;
  private final LineParser parser;
  private long number;

  /**
   * Creates a recording that reads a stream and closes it.
   *
   * @param size the stream's length in bytes; negative if unknown
   * @param maxLine the longest line that may be sent, in bytes
   */
  public Recording(InputStream raw, long size, int maxLine) throws IOException {
    this.raw = raw;
    this.size = size;
    lines = new LineReader(plain(new CountingStream(raw, read)), maxLine);
    parser = new LineParser(maxLine);
  }

  /**
   * Opens a file.
   *
   * @throws CliException if it cannot be read
   */
  public static Recording of(Path file, int maxLine) {
    try {
      return new Recording(Files.newInputStream(file), Files.size(file), maxLine);
    } catch (NoSuchFileException e) {
      throw new CliException(
          "there is no file " + file + ": name a recording, or - to read stdin", e);
    } catch (IOException e) {
      throw new CliException(
          file + " cannot be read: name a readable file (" + e.getMessage() + ")", e);
    }
  }

  /** Returns the next line that is not blank; empty at the end. */
  public Optional<RecordedLine> next() throws IOException {
    while (true) {
      Optional<byte[]> line = lines.next();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      number++;
      byte[] text = withoutByteOrderMark(line.get());
      if (!isBlank(text)) {
        lineCount.incrementAndGet();
        return Optional.of(parser.parse(number, text));
      }
    }
  }

  /** Returns the stored length in bytes; negative if unknown. */
  public long size() {
    return size;
  }

  /** Returns how many stored bytes have been read. */
  long read() {
    return read.get();
  }

  /**
   * Estimates how many bytes of the stored recording are processed.
   *
   * @param processedLines the number of lines that were sent or have failed
   */
  public long estimateBytes(long processedLines) {
    long lines = lineCount.get();
    return lines == 0 ? 0 : Math.round((double) read() * processedLines / lines);
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

  /** Strips a byte order mark from any line: each of several concatenated files may have one. */
  private static byte[] withoutByteOrderMark(byte[] line) {
    return line.length >= BYTE_ORDER_MARK.length
            && Arrays.equals(
                line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
        ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length)
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

  /** Counts the bytes that are read through this stream. */
  private static final class CountingStream extends FilterInputStream {
    private final AtomicLong count;

    CountingStream(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        count.incrementAndGet();
      }
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = super.read(into, offset, length);
      if (n > 0) {
        count.addAndGet(n);
      }
      return n;
    }
  }
}
