package org.conversationsessions.store.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes numbers, strings and bytes compactly, for {@link VarintReader}. Numbers are zigzag-encoded
 * varints: 1 byte from -64 to 63, 2 bytes from -8192 to 8191, at most 10.
 */
public final class VarintWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Writes a number, seven bits to a byte, lowest first. The eighth bit says that more follow. */
  public VarintWriter number(long number) {
    // Zigzag encoding moves the sign to the lowest bit, so small negative numbers are short.
    long remaining = (number << 1) ^ (number >> 63);
    while ((remaining & ~0x7FL) != 0) {
      bytes.write((int) (remaining & 0x7F) | 0x80);
      remaining >>>= 7;
    }
    bytes.write((int) remaining);
    return this;
  }

  /** Writes the number of bytes, then the string in UTF-8. */
  public VarintWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the number of bytes, then the bytes. */
  public VarintWriter bytes(byte[] value) {
    number(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** Returns everything written. */
  public byte[] finish() {
    return bytes.toByteArray();
  }
}
