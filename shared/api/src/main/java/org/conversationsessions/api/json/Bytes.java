package org.conversationsessions.api.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** An immutable run of bytes, such as the body of a message. */
public final class Bytes {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0);

  private final byte[] array;
  private final int size;

  private Bytes(byte[] array, int size) {
    this.array = array;
    this.size = size;
  }

  /** Takes the array's first bytes without copying them: the caller gives the array away. */
  static Bytes owning(byte[] array, int size) {
    return new Bytes(array, size);
  }

  /** A copy of these bytes. */
  public static Bytes copyOf(byte[] bytes) {
    return new Bytes(bytes.clone(), bytes.length);
  }

  /** All bytes from here to the stream's end. */
  public static Bytes readAll(InputStream input) throws IOException {
    byte[] bytes = input.readAllBytes();
    return new Bytes(bytes, bytes.length);
  }

  /** The text in UTF-8; a lone surrogate becomes {@code ?}. */
  public static Bytes utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Bytes(bytes, bytes.length);
  }

  /** What this text stands for in base64 (RFC 4648, section 4); empty if it is none. */
  public static Optional<Bytes> base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Optional.of(new Bytes(bytes, bytes.length));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** The bytes and perhaps more behind them; not to be changed. */
  byte[] array() {
    return array;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return Arrays.copyOf(array, size);
  }

  /** The bytes in base64 with padding. */
  public String toBase64() {
    return StandardCharsets.ISO_8859_1
        .decode(Base64.getEncoder().encode(ByteBuffer.wrap(array, 0, size)))
        .toString();
  }

  /** The text these bytes are in UTF-8; empty if they are not UTF-8. */
  public Optional<String> utf8Text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, 0, size)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** Writes all bytes, in one call. */
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

  /** Never the bytes themselves: they may be a caller's. */
  @Override
  public String toString() {
    return size + " bytes";
  }
}
