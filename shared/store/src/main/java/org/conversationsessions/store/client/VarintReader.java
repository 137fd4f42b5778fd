package org.conversationsessions.store.client;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link VarintWriter} wrote. Throws {@link BufferUnderflowException} if the bytes are
 * truncated or malformed.
 */
public final class VarintReader {
  private static final int MAX_SHIFT = 63;

  private final ByteBuffer bytes;

  public VarintReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** Returns whether any bytes are left. */
  public boolean hasMore() {
    return bytes.hasRemaining();
  }

  /** Reads a number. */
  public long number() {
    long number = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (number >>> 1) ^ -(number & 1);
      }
    }
    throw new BufferUnderflowException();
  }

  /** Reads a string. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Reads a byte array. */
  public byte[] bytes() {
    long length = number();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[(int) length];
    bytes.get(value);
    return value;
  }
}
