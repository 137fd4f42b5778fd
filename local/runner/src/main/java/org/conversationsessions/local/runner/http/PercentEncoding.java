package org.conversationsessions.local.runner.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decodes percent-encoded text. Malformed escapes are left unchanged. */
final class PercentEncoding {
  private PercentEncoding() {}

  /** Decodes a part of a path. */
  static String decodePath(String encoded) {
    return decode(encoded, false);
  }

  /** Decodes a name or value of a query, where {@code +} is a space. */
  static String decodeQuery(String encoded) {
    return decode(encoded, true);
  }

  private static String decode(String encoded, boolean plusIsSpace) {
    byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%' && isHex(in, i + 1) && isHex(in, i + 2)) {
        out.write(HexFormat.fromHexDigits(encodedByte(in, i)));
        i += 2;
      } else {
        out.write(in[i] == '+' && plusIsSpace ? ' ' : in[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean isHex(byte[] bytes, int at) {
    return at < bytes.length && HexFormat.isHexDigit(bytes[at]);
  }

  private static String encodedByte(byte[] bytes, int percent) {
    return new String(bytes, percent + 1, 2, StandardCharsets.US_ASCII);
  }
}
