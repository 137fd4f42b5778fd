package org.conversationsessions.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** An immutable byte sequence, such as the body of a message. */
public final class Bytes {
  /** The empty sequence. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0);

  private final byte[] array;
  private final int size;

  private Bytes(byte[] array, int size) {
    this.array = array;
    this.size = size;
  }

  /** Wraps the array's first bytes without a copy. The caller must not use the array afterwards. */
  static Bytes owning(byte[] array, int size) {
    return new Bytes(array, size);
  }

  /** Copies the bytes. */
  public static Bytes copyOf(byte[] bytes) {
    return new Bytes(bytes.clone(), bytes.length);
  }

  /** Reads all remaining bytes of the stream. */
  public static Bytes readAll(InputStream input) throws IOException {
    byte[] bytes = input.readAllBytes();
    return new Bytes(bytes, bytes.length);
  }

  /** Encodes the text in UTF-8; a lone surrogate becomes {@code ?}. */
  public static Bytes utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Bytes(bytes, bytes.length);
  }

  /** Decodes base64 (RFC 4648, section 4); empty if the text is not base64. */
  public static Optional<Bytes> base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Optional.of(new Bytes(bytes, bytes.length));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  /** Returns the backing array, which may be longer than {@link #size}. It must not be changed. */
  byte[] array() {
    return array;
  }

  /** Returns a copy of the bytes. */
  public byte[] toArray() {
    return Arrays.copyOf(array, size);
  }

  /** Encodes the bytes in base64 with padding. */
  public String toBase64() {
    return StandardCharsets.ISO_8859_1
        .decode(Base64.getEncoder().encode(ByteBuffer.wrap(array, 0, size)))
        .toString();
  }

  /** Decodes the bytes as UTF-8; empty if they are not UTF-8. */
  public Optional<String> utf8Text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, 0, size)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** Writes all bytes in one call. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(array, 0, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, 0, size, that.array, 0, that.size);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray());
  }

  /** Omits the bytes, which may be personal data. */
  @Override
  public String toString() {
    return size + " bytes";
  }
}
