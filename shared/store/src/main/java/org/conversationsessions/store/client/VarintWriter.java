package org.conversationsessions.store.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes numbers and texts in few bytes, for {@link VarintReader}. */
public final class VarintWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Seven bits to a byte, the lowest first; the eighth says that more follow. */
  public VarintWriter number(long number) {
    // The sign goes to the lowest bit, so that small negative numbers are short too.
    long left = (number << 1) ^ (number >> 63);
    while ((left & ~0x7FL) != 0) {
      bytes.write((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    bytes.write((int) left);
    return this;
  }

  /** How many bytes, then the text in UTF-8. */
  public VarintWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many there are, then the bytes. */
  public VarintWriter bytes(byte[] run) {
    number(run.length);
    bytes.writeBytes(run);
    return this;
  }

  public byte[] finish() {
    return bytes.toByteArray();
  }
}
