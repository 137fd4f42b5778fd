package org.conversationsessions.domain.message;

import java.util.Arrays;

/**
 * Messages in encrypted form. Only a function with the deployment's key can open them; every other
 * function moves them as they are. Immutable.
 */
public final class SealedMessages {
  private final byte[] bytes;

  /** Copies the bytes. */
  public SealedMessages(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Returns a copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedMessages sealed && Arrays.equals(bytes, sealed.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealedMessages[" + bytes.length + " bytes]";
  }
}
