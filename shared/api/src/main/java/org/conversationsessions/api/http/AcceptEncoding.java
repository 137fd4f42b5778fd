package org.conversationsessions.api.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the header {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
  private static final Pattern CODING =
      Pattern.compile(
          "[ \\t]*+([!#$%&'*+.^_`|~0-9A-Za-z-]++)[ \\t]*+"
              + "(?:;[ \\t]*+[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)[ \\t]*+)?");

  private AcceptEncoding() {}

  /**
   * Returns whether gzip is acceptable and not less preferred than the uncompressed response.
   * Elements with invalid syntax are ignored.
   */
  static boolean prefersGzip(String header) {
    double gzip = -1;
    double any = 0;
    double identity = 0;
    for (String part : header.split(",", -1)) {
      Matcher coding = CODING.matcher(part);
      if (!coding.matches()) {
        continue;
      }
      double weight = coding.group(2) == null ? 1 : Double.parseDouble(coding.group(2));
      switch (coding.group(1).toLowerCase(Locale.ROOT)) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
        case "identity" -> identity = weight;
        case "*" -> any = weight;
        default -> {}
      }
    }
    double weight = gzip < 0 ? any : gzip;
    return weight > 0 && weight >= identity;
  }
}
