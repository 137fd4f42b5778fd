package org.conversationsessions.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses at the fastest level, because the caller waits and JSON compresses well anyway. */
final class FastGzip extends GZIPOutputStream {
  FastGzip(OutputStream out) throws IOException {
    super(out, 8192);
    def.setLevel(Deflater.BEST_SPEED);
  }
}
