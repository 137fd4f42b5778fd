package org.conversationsessions.stream;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message that SQS takes: of the characters it allows, no part of it empty, and not too large
 * together.
 *
 * @param body the body
 * @param attributes the attributes, all of type {@code String}
 */
record SendableMessage(String body, Map<String, String> attributes) {
  /** Says how many bytes a body had that was cut. */
  static final String CUT_FROM = "cutFromBytes";

  /**
   * Bytes of body and attributes together. SQS takes 1 MiB since 2025 and took 256 KiB before; a
   * queue may be set to less than it could. Some is left for what else is counted.
   */
  static final int MOST_BYTES = 250_000;

  /** Bytes of an attribute: a reason that quotes more tells nothing more. */
  private static final int MOST_ATTRIBUTE_BYTES = 4_000;

  private static final String NOTHING = "(empty)";
  private static final String TYPE = "String";

  static SendableMessage of(String body, Map<String, String> attributes) {
    Map<String, String> sendable = new TreeMap<>();
    int left = MOST_BYTES - CUT_FROM.length() - TYPE.length() - 10;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String value = cut(sendable(attribute.getValue()), MOST_ATTRIBUTE_BYTES);
      if (!value.isEmpty()) {
        sendable.put(attribute.getKey(), value);
        left -= attribute.getKey().length() + TYPE.length() + bytes(value);
      }
    }
    String text = body.isEmpty() ? NOTHING : sendable(body);
    String kept = cut(text, left);
    if (kept.length() < text.length()) {
      sendable.put(CUT_FROM, Integer.toString(bytes(text)));
    }
    return new SendableMessage(kept, sendable);
  }

  /** The text without what SQS takes nowhere: it would refuse the whole message. */
  static String sendable(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  /** The longest beginning that is not longer than this in UTF-8, without half a character. */
  private static String cut(String text, int most) {
    if (text.length() <= most / 3 || bytes(text) <= most) {
      return text;
    }
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes > most) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
