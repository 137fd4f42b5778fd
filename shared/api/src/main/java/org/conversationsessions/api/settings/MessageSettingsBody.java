package org.conversationsessions.api.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.application.message.RedactionRegex;
import org.conversationsessions.application.message.Redactor;
import org.conversationsessions.application.message.UnreadableRegexException;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.json.JsonWriter;

/** The part of a {@link SettingsBody} that is about messages. */
final class MessageSettingsBody {
  static final String KEEP = "keepMessages";
  static final String RETENTION = "messageRetentionDays";
  static final String REDACTION = "piiRedaction";
  private static final String ENABLED = "enabled";
  private static final String PATTERNS = "patterns";
  private static final String TYPE = "pii_type";
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

  private MessageSettingsBody() {}

  /** Reads a change. A member that {@code piiRedaction} does not name stays. */
  static MessageChange change(FieldReader fields) {
    return new MessageChange(
        fields.edit(KEEP, FieldReader::bool),
        fields.edit(
            RETENTION,
            (given, name) ->
                Optional.of(
                    (int)
                        given.integer(name, 0, MessageSettings.MAX_RETENTION_DAYS).orElseThrow())),
        redaction(fields, ENABLED, FieldReader::bool),
        redaction(
            fields,
            PATTERNS,
            (given, name) ->
                given
                    .objects(name, 0, PiiRedaction.MAX_PATTERNS)
                    .map(patterns -> patterns(given, name, patterns))));
  }

  /** Reads a member of {@code piiRedaction}. Dropping the whole drops each member. */
  private static <T> Edit<T> redaction(
      FieldReader fields, String member, BiFunction<FieldReader, String, Optional<T>> reading) {
    if (fields.isNull(REDACTION)) {
      return new Edit.Drop<>();
    }
    return fields
        .object(REDACTION)
        .map(given -> given.edit(member, reading))
        .orElseGet(Edit.Keep::new);
  }

  private static List<PiiPattern> patterns(
      FieldReader redaction, String name, List<FieldReader> given) {
    Set<String> types = new HashSet<>();
    List<PiiPattern> patterns = new ArrayList<>();
    int parts = 0;
    for (FieldReader fields : given) {
      PiiPattern pattern = pattern(fields);
      int size = compiled(fields, pattern).size();
      if (!types.add(pattern.piiType())) {
        throw fields.invalid(TYPE, "is the name of an earlier pattern");
      }
      patterns.add(pattern);
      parts += pattern.enabled() ? size : 0;
    }
    if (parts > Redactor.MAX_PARTS) {
      throw redaction.invalid(
          name,
          "must have at most "
              + Redactor.MAX_PARTS
              + " parts in all enabled patterns together, repetitions written out; there are "
              + parts);
    }
    return List.copyOf(patterns);
  }

  private static PiiPattern pattern(FieldReader fields) {
    return new PiiPattern(
        fields.requiredIdentifier(TYPE, PiiPattern.MAX_TYPE),
        fields.requiredIdentifier(REGEX, PiiPattern.MAX_REGEX),
        fields.bool(IGNORE_CASE).orElse(true),
        fields.bool(ENABLED).orElse(false),
        fields.object(DISPLAY).map(MessageSettingsBody::display).orElse(new Display.Redaction()));
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

  /** Writes the settings as members of the object that is being written. */
  static void write(JsonWriter json, MessageSettings settings) {
    json.name(KEEP).bool(settings.keep());
    json.name(RETENTION).number(settings.retentionDays());
    PiiRedaction redaction = settings.piiRedaction();
    json.name(REDACTION).beginObject();
    json.name(ENABLED).bool(redaction.enabled());
    json.name(PATTERNS).beginArray();
    redaction.patterns().forEach(pattern -> write(json, pattern));
    json.endArray();
    json.endObject();
  }

  private static void write(JsonWriter json, PiiPattern pattern) {
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
