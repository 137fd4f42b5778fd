package org.conversationsessions.api.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer that escapes JSON strings. Not thread-safe. */
final class Utf8Buffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  /** Whether a byte appears unescaped in a JSON string. */
  private static final boolean[] PLAIN = plain();

  /** The maximum size of one character in bytes: {@code \\u001f}. */
  private static final int LONGEST = 6;

  private byte[] buffer;
  private int size;
  private int looked;
  private int escapes;

  Utf8Buffer(int room) {
    buffer = new byte[room];
  }

  int size() {
    return size;
  }

  /** Returns the number of quotes and backslashes written so far. */
  int escapes() {
    for (; looked < size; looked++) {
      if (buffer[looked] == '"' || buffer[looked] == '\\') {
        escapes++;
      }
    }
    return escapes;
  }

  void copyTo(OutputStream out, int from) throws IOException {
    out.write(buffer, from, size - from);
  }

  /** Returns the written bytes without a copy and empties the buffer. */
  Bytes finish() {
    Bytes written = Bytes.owning(buffer, size);
    buffer = new byte[0];
    size = 0;
    return written;
  }

  /** Writes one ASCII character unescaped. */
  void put(char c) {
    reserve(1);
    buffer[size++] = (byte) c;
  }

  /** Writes ASCII characters unescaped. */
  void ascii(String text) {
    reserve(text.length());
    byte[] to = buffer;
    int next = size;
    for (int at = 0; at < text.length(); at++) {
      to[next++] = (byte) text.charAt(at);
    }
    size = next;
  }

  /** Writes bytes unescaped. */
  void raw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  /** Writes text as the content of a JSON string. */
  void characters(String text) {
    reserve((long) LONGEST * text.length());
    for (int at = plainStart(text); at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < 0x80) {
        asciiCharacter((byte) c);
      } else if (c < 0x800) {
        buffer[size++] = (byte) (0xC0 | (c >> 6));
        continued(c);
      } else if (Character.isSurrogate(c)) {
        at += surrogate(text.codePointAt(at));
      } else {
        threeBytes(c);
      }
    }
  }

  /**
   * Writes the characters before the first one that needs escaping or several bytes, and returns
   * their number.
   */
  private int plainStart(String text) {
    byte[] to = buffer;
    int next = size;
    int length = text.length();
    int at = 0;
    for (; at < length; at++) {
      char c = text.charAt(at);
      if (c >= 0x80 || !PLAIN[c]) {
        break;
      }
      to[next++] = (byte) c;
    }
    size = next;
    return at;
  }

  /** Writes well-formed UTF-8 as the content of a JSON string. */
  void characters(Bytes utf8) {
    byte[] from = utf8.array();
    int end = utf8.size();
    reserve(end);
    // Local copies of the fields: this loop runs over whole responses, mostly before it is JIT-
    // compiled.
    byte[] to = buffer;
    int next = size;
    for (int at = 0; at < end; at++) {
      byte c = from[at];
      if (PLAIN[c & 0xFF]) {
        to[next++] = c;
      } else {
        size = next;
        reserve((long) LONGEST + end - at);
        escape(c);
        to = buffer;
        next = size;
      }
    }
    size = next;
  }

  /** Writes a surrogate pair and returns 1, or writes U+FFFD for a lone surrogate and returns 0. */
  private int surrogate(int point) {
    if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      threeBytes('\uFFFD');
      return 0;
    }
    buffer[size++] = (byte) (0xF0 | (point >> 18));
    continued(point >> 12);
    continued(point >> 6);
    continued(point);
    return 1;
  }

  private void threeBytes(char c) {
    buffer[size++] = (byte) (0xE0 | (c >> 12));
    continued(c >> 6);
    continued(c);
  }

  /** Writes the lowest six bits as a continuation byte. */
  private void continued(int bits) {
    buffer[size++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void asciiCharacter(byte c) {
    if (PLAIN[c]) {
      buffer[size++] = c;
    } else {
      escape(c);
    }
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[256];
    Arrays.fill(plain, ' ', plain.length, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  private void escape(byte c) {
    buffer[size++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[size++] = c;
      case '\n' -> buffer[size++] = 'n';
      case '\r' -> buffer[size++] = 'r';
      case '\t' -> buffer[size++] = 't';
      default -> {
        buffer[size++] = 'u';
        buffer[size++] = '0';
        buffer[size++] = '0';
        buffer[size++] = HEX[c >> 4];
        buffer[size++] = HEX[c & 0xF];
      }
    }
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.max(needed, 2L * buffer.length)));
    }
  }
}
