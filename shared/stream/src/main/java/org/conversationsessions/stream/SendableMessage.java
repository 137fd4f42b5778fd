package org.conversationsessions.stream;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message within the limits of SQS: allowed characters, no empty part, and not too large in
 * total.
 *
 * @param body the text of the message
 * @param attributes the attributes, all of type {@code String}
 */
record SendableMessage(String body, Map<String, String> attributes) {
  /** The attribute with the original size in bytes of a truncated body. */
  static final String CUT_FROM = "cutFromBytes";

  /**
   * The maximum size of body and attributes together, in bytes. SQS accepts 1 MiB since 2025 and
   * accepted 256 KiB before; a queue may have a lower limit. The rest is reserved for other parts
   * that count.
   */
  static final int MAX_BYTES = 250_000;

  /** The maximum size of an attribute, in bytes. More of a reason would add nothing. */
  private static final int MAX_ATTRIBUTE_BYTES = 4_000;

  private static final String NOTHING = "(empty)";
  private static final String TYPE = "String";

  static SendableMessage of(String body, Map<String, String> attributes) {
    Map<String, String> sendable = new TreeMap<>();
    int left = MAX_BYTES - CUT_FROM.length() - TYPE.length() - 10;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String value = cut(sendable(attribute.getValue()), MAX_ATTRIBUTE_BYTES);
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

  /**
   * Returns the text with U+FFFD for each character that SQS does not allow. SQS would reject the
   * whole message.
   */
  static String sendable(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  /**
   * Returns the longest prefix of at most this many bytes in UTF-8, without splitting a character.
   */
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
