package org.conversationsessions.api.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.application.message.Redactor;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.json.JsonWriter;

/** The part of a {@link SettingsBody} that is about messages. */
final class MessageSettingsBody {
  static final String KEEP = "keepMessages";
  static final String RETENTION = "messageRetentionDays";
  static final String REDACTION = "piiRedaction";
  private static final String ENABLED = "enabled";
  private static final String PATTERNS = "patterns";

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
      PiiPatternBody read = PiiPatternBody.read(fields);
      if (!types.add(read.pattern().piiType())) {
        throw fields.invalid(PiiPatternBody.TYPE, "is the name of an earlier pattern");
      }
      patterns.add(read.pattern());
      parts += read.parts();
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

  /** Writes the settings as members of the object that is being written. */
  static void write(JsonWriter json, MessageSettings settings) {
    json.name(KEEP).bool(settings.keep());
    json.name(RETENTION).number(settings.retentionDays());
    PiiRedaction redaction = settings.piiRedaction();
    json.name(REDACTION).beginObject();
    json.name(ENABLED).bool(redaction.enabled());
    json.name(PATTERNS).beginArray();
    redaction.patterns().forEach(pattern -> PiiPatternBody.write(json, pattern));
    json.endArray();
    json.endObject();
  }
}
