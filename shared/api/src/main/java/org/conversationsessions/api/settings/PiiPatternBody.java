package org.conversationsessions.api.settings;

import java.util.Map;
import java.util.function.Function;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.application.message.RedactionRegex;
import org.conversationsessions.application.message.UnreadableRegexException;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.json.JsonWriter;

/**
 * A pattern for personal data in JSON, with Kore.ai's names (contract, section 9).
 *
 * @param pattern what is redacted, and by what
 * @param parts the parts of its expression, repetitions written out; 0 unless it is enabled
 */
record PiiPatternBody(PiiPattern pattern, int parts) {
  static final String TYPE = "pii_type";
  static final String ENABLED = "enabled";

  private static final String REGEX = "regex";
  private static final String IGNORE_CASE = "ignoreCase";
  private static final String DISPLAY = "display";
  private static final String DISPLAY_TYPE = "type";
  private static final String VALUE = "value";
  private static final String FIRST = "first";
  private static final String LAST = "last";
  private static final String CHARACTER = "char";

  private static final Map<String, Function<FieldReader, Display>> DISPLAYS =
      Map.of(
          "redaction", _ -> new Display.Redaction(),
          "replacement",
              fields ->
                  new Display.Replacement(
                      fields.requiredString(VALUE, 0, Display.Replacement.MAX_VALUE)),
          "mask",
              fields ->
                  new Display.Mask(
                      masked(fields, FIRST),
                      masked(fields, LAST),
                      fields
                          .choice(CHARACTER, Map.of("+", '+', "#", '#'))
                          .orElseThrow(() -> fields.missing(CHARACTER))));

  /** Reads a pattern and compiles its expression. */
  static PiiPatternBody read(FieldReader fields) {
    PiiPattern pattern =
        new PiiPattern(
            fields.requiredIdentifier(TYPE, PiiPattern.MAX_TYPE),
            fields.requiredIdentifier(REGEX, PiiPattern.MAX_REGEX),
            fields.bool(IGNORE_CASE).orElse(true),
            fields.bool(ENABLED).orElse(false),
            fields.object(DISPLAY).map(PiiPatternBody::display).orElse(new Display.Redaction()));
    int size = compiled(fields, pattern).size();
    return new PiiPatternBody(pattern, pattern.enabled() ? size : 0);
  }

  private static RedactionRegex compiled(FieldReader fields, PiiPattern pattern) {
    try {
      return RedactionRegex.of(pattern.regex(), pattern.ignoreCase());
    } catch (UnreadableRegexException e) {
      // The reason may quote the expression.
      throw fields.invalid(REGEX, "cannot be read: " + Excerpt.of(e.reason()));
    }
  }

  private static Display display(FieldReader fields) {
    return fields
        .choice(DISPLAY_TYPE, DISPLAYS)
        .orElseThrow(() -> fields.missing(DISPLAY_TYPE))
        .apply(fields);
  }

  private static int masked(FieldReader fields, String name) {
    return (int) fields.integer(name, 0, Display.Mask.MAX_END).orElse(0);
  }

  /** Writes a pattern as an object. */
  static void write(JsonWriter json, PiiPattern pattern) {
    json.beginObject();
    json.name(TYPE).string(pattern.piiType());
    json.name(REGEX).string(pattern.regex());
    json.name(IGNORE_CASE).bool(pattern.ignoreCase());
    json.name(ENABLED).bool(pattern.enabled());
    json.name(DISPLAY).beginObject();
    switch (pattern.display()) {
      case Display.Redaction() -> json.name(DISPLAY_TYPE).string("redaction");
      case Display.Replacement(String value) -> {
        json.name(DISPLAY_TYPE).string("replacement");
        json.name(VALUE).string(value);
      }
      case Display.Mask(int first, int last, char character) -> {
        json.name(DISPLAY_TYPE).string("mask");
        json.name(FIRST).number(first);
        json.name(LAST).number(last);
        json.name(CHARACTER).string(String.valueOf(character));
      }
    }
    json.endObject();
    json.endObject();
  }
}
