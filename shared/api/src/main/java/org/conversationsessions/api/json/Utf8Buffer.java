package org.conversationsessions.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and the characters of JSON strings as bytes. Not for several threads. */
final class Utf8Buffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  /** Whether a byte stands for itself inside a JSON string. */
  private static final boolean[] PLAIN = plain();

  /** What one character takes at most: {@code \\u001f}. */
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

  /** How many quotes and backslashes were written so far. */
  int escapes() {
    for (; looked < size; looked++) {
      if (buffer[looked] == '"' || buffer[looked] == '\\') {
        escapes++;
      }
    }
    return escapes;
  }

  /** Gives what was written away. */
  Bytes finish() {
    Bytes written = Bytes.owning(buffer, size);
    buffer = new byte[0];
    size = 0;
    return written;
  }

  /** Writes one ASCII character as it is. */
  void put(char c) {
    reserve(1);
    buffer[size++] = (byte) c;
  }

  /** Writes ASCII characters as they are. */
  void ascii(String text) {
    reserve(text.length());
    byte[] to = buffer;
    int next = size;
    for (int at = 0; at < text.length(); at++) {
      to[next++] = (byte) text.charAt(at);
    }
    size = next;
  }

  /** Writes bytes as they are. */
  void raw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  /** Writes text as the inside of a JSON string. */
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

  /** Writes the characters before the first that does not stand for itself; tells how many. */
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

  /** Writes text that is well-formed UTF-8 already as the inside of a JSON string. */
  void characters(Bytes utf8) {
    byte[] from = utf8.array();
    int end = utf8.size();
    reserve(end);
    // Local copies of the fields: this runs over whole answers, mostly in code that is not
    // optimised yet.
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

  /** Writes a pair and answers 1, or replaces a lone surrogate and answers 0. */
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

  /** Writes the lowest six bits as one of the bytes behind the first of a character. */
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
