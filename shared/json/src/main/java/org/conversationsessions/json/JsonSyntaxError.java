package org.conversationsessions.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import org.jspecify.annotations.Nullable;

/**
 * Describes a syntax error of a JSON text for a person, with line and column from 1. A column
 * counts code points, not UTF-16 units. The description contains no part of the text. Computed only
 * after parsing has failed.
 */
final class JsonSyntaxError {
  private static final String NO_JSON = "it is not JSON: ";

  /** The prefix of the parser messages whose position is after the invalid token. */
  private static final String STRAY_TOKEN = "Non-standard token '";

  private static final String STRAY_CONTROL = "Illegal character (";

  private JsonSyntaxError() {}

  /** Describes the parser's failure. */
  static String of(JsonProcessingException failure, JsonParser parser, String text) {
    if (failure instanceof StreamConstraintsException) {
      return limit(parser, text);
    }
    String message = failure.getOriginalMessage();
    int at = offset(failure.getLocation());
    if (message.contains("surrogate")) {
      return "it has a lone surrogate in a name, " + place(text, at);
    }
    if (message.startsWith(STRAY_TOKEN)) {
      at -= message.indexOf('\'', STRAY_TOKEN.length()) - STRAY_TOKEN.length();
    } else if (message.startsWith(STRAY_CONTROL)) {
      at--;
    }
    if (failure instanceof JsonEOFException || at >= text.length()) {
      return NO_JSON + place(text, text.length()) + ": the text ends too early";
    }
    return NO_JSON + place(text, at) + ": unexpected character";
  }

  /** Describes text after the end of the value. */
  static String trailing(JsonParser parser, String text) {
    return NO_JSON
        + place(text, offset(parser.currentTokenLocation()))
        + ": something follows the value";
  }

  private static String limit(JsonParser parser, String text) {
    if (parser.currentToken() != null && parser.currentToken().isNumeric()) {
      return "it has a number of more than "
          + JsonReader.MAX_NUMBER
          + " characters, "
          + place(text, offset(parser.currentTokenLocation()));
    }
    return "arrays and objects in it are nested more than "
        + JsonReader.MAX_DEPTH
        + " levels deep, "
        + place(text, offset(parser.currentLocation()) - 1);
  }

  private static int offset(@Nullable JsonLocation location) {
    return location == null ? 0 : (int) Math.max(0, location.getCharOffset());
  }

  private static String place(String text, int offset) {
    int end = Math.max(0, Math.min(offset, text.length()));
    int line = 1;
    int start = 0;
    for (int at = 0; at < end; at++) {
      char c = text.charAt(at);
      // CR LF is one line end, counted at its LF.
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", at + 1))) {
        line++;
        start = at + 1;
      }
    }
    return "line " + line + ", column " + (text.codePointCount(start, end) + 1);
  }
}
