package org.conversationsessions.cli.replay.recording;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Splits a stream into lines. Keeps no more of a long line in memory than may be sent. */
final class LineReader {
  private final InputStream in;
  private final int limit;

  /** Keeps at most {@code limit} + 1 bytes of a line, so that longer lines can be recognised. */
  LineReader(InputStream in, int limit) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.limit = limit;
  }

  /** Returns the next line without its line feed; empty at the end. */
  Optional<byte[]> next() throws IOException {
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() <= limit) {
        line.write(b);
      }
    }
    return Optional.of(line.toByteArray());
  }
}
