package org.conversationsessions.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.conversationsessions.json.JsonWriter;

/**
 * How long the body of a page may be. Lambda's response limit is 6 MB for the envelope. The
 * envelope holds a compressed body in base64; in a plain body every quote takes one byte more
 * there.
 */
public enum PageLimit {
  /** 5 MB, and 6 MB in the envelope, whether or not the body is compressed. */
  PLAIN,
  /** 4.4 MB compressed. */
  COMPRESSED;

  private static final int MAX_BODY = 5_000_000;
  private static final int MAX_ENVELOPE = 6_000_000;

  /**
   * 4.4 MB less what the compressor holds back at most: some 32 KB that it has not looked at, and
   * as many symbols that it has not written.
   */
  private static final int MAX_COMPRESSED = 4_200_000;

  /** Returns the limit of a response to a request: compressed if the client prefers that. */
  public static PageLimit of(HttpRequest request) {
    return AcceptEncoding.prefersGzip(request.header("accept-encoding").orElse(""))
        ? COMPRESSED
        : PLAIN;
  }

  /** Begins to measure a text that grows. */
  Gauge gauge() {
    return switch (this) {
      case PLAIN -> PageLimit::isTooLong;
      case COMPRESSED -> new CompressedGauge();
    };
  }

  /** Measures one text. */
  interface Gauge extends AutoCloseable {
    /** Returns whether the text, which may have grown, is too long. */
    boolean isTooLong(JsonWriter json);

    @Override
    default void close() {
      // Holds nothing.
    }
  }

  private static boolean isTooLong(JsonWriter json) {
    // In the envelope a character takes at most twice its size. This cheap bound covers most
    // responses.
    return json.size() > MAX_BODY
        || (2L * json.size() > MAX_ENVELOPE && json.sizeInEnvelope() > MAX_ENVELOPE);
  }

  /** Compresses a text as it grows, once it is so long that this matters. */
  private static final class CompressedGauge implements Gauge {
    private final CountingOutput output = new CountingOutput();
    private final FastGzip gzip;
    private int measured;

    CompressedGauge() {
      try {
        gzip = new FastGzip(output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean isTooLong(JsonWriter json) {
      if (json.size() <= MAX_COMPRESSED) {
        return false;
      }
      try {
        json.copyTo(gzip, measured);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      measured = json.size();
      return output.count > MAX_COMPRESSED;
    }

    @Override
    public void close() {
      try {
        gzip.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Counts bytes. */
  private static final class CountingOutput extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }
}
