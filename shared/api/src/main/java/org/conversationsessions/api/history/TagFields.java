package org.conversationsessions.api.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TagFilter.Condition;
import org.conversationsessions.domain.history.TagFilter.Kind;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.JsonWriter;

/**
 * The field {@code tags} of a history query (contract, sections 5 and 14): {@code {"and":[…]}},
 * {@code {"or":[…]}}, both, or a plain array, which means {@code and}. Unknown members are
 * rejected, because a filter must never be ignored.
 */
public final class TagFields {
  /** The kinds of tags that a query for sessions may name. */
  public static final Map<String, Kind> OF_SESSIONS = kinds(Kind.USER, Kind.SESSION);

  /** The kinds of tags that a query for messages may name. */
  public static final Map<String, Kind> OF_MESSAGES = kindsOfMessages();

  private static final int MAX_CONDITIONS = 50;
  private static final int MAX_VALUES = 100;
  private static final int MAX_NAME = 128;
  private static final int MAX_VALUE = 256;
  private static final List<String> OPERATORS = List.of("and", "or");
  private static final List<String> MEMBERS = List.of("name", "values", "value", "type");

  private TagFields() {}

  /**
   * Reads the field.
   *
   * @param kinds the values of {@code type}
   */
  public static TagFilter read(FieldReader body, Map<String, Kind> kinds) {
    Optional<Json> tags = body.value("tags");
    if (tags.isEmpty()) {
      return TagFilter.NONE;
    }
    if (tags.get() instanceof JsonArray) {
      return new TagFilter(conditions(body, "tags", kinds), List.of());
    }
    FieldReader fields = body.object("tags").orElseThrow();
    fields.allowOnly(OPERATORS);
    return new TagFilter(conditions(fields, "and", kinds), conditions(fields, "or", kinds));
  }

  /** Writes a filter as the field's value. */
  public static void write(JsonWriter json, TagFilter filter) {
    json.beginObject();
    write(json.name("and"), filter.all());
    write(json.name("or"), filter.any());
    json.endObject();
  }

  private static List<Condition> conditions(
      FieldReader fields, String name, Map<String, Kind> kinds) {
    return fields.objects(name, 0, MAX_CONDITIONS).orElse(List.of()).stream()
        .map(condition -> condition(condition, kinds))
        .toList();
  }

  private static Condition condition(FieldReader fields, Map<String, Kind> kinds) {
    fields.allowOnly(MEMBERS);
    String name = fields.requiredIdentifier("name", MAX_NAME);
    List<String> values = new ArrayList<>();
    fields.strings("values", 1, MAX_VALUES, 0, MAX_VALUE).ifPresent(values::addAll);
    fields.string("value", 0, MAX_VALUE).ifPresent(values::add);
    if (values.isEmpty()) {
      throw fields.missing("values");
    }
    return new Condition(name, Set.copyOf(values), fields.choice("type", kinds));
  }

  private static void write(JsonWriter json, List<Condition> conditions) {
    json.beginArray();
    for (Condition condition : conditions) {
      json.beginObject().name("name").string(condition.name()).name("values").beginArray();
      condition.values().stream().sorted().forEach(json::string);
      json.endArray();
      condition.kind().ifPresent(kind -> json.name("type").string(wire(kind)));
      json.endObject();
    }
    json.endArray();
  }

  private static Map<String, Kind> kinds(Kind... known) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Kind kind : known) {
      kinds.put(wire(kind), kind);
    }
    return Map.copyOf(kinds);
  }

  private static Map<String, Kind> kindsOfMessages() {
    Map<String, Kind> kinds = new LinkedHashMap<>(kinds(Kind.values()));
    kinds.put("message", Kind.MESSAGE);
    kinds.put("user", Kind.USER);
    kinds.put("session", Kind.SESSION);
    return Map.copyOf(kinds);
  }

  private static String wire(Kind kind) {
    return switch (kind) {
      case USER -> "userTags";
      case SESSION -> "sessionTags";
      case MESSAGE -> "messageTags";
    };
  }
}
