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
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.JsonWriter;

/**
 * The field {@code tags} of a history query (contract, sections 5 and 14): {@code {"and":[…]}},
 * {@code {"or":[…]}}, both, or a plain array, which means {@code and}. Unknown members are
 * rejected, because a filter must never be ignored.
 */
public final class TagFields {
  /** The types of tags that a query for sessions may name. */
  public static final Map<String, TagFilter.Type> OF_SESSIONS =
      types(TagFilter.Type.USER, TagFilter.Type.SESSION);

  /** The types of tags that a query for messages may name. */
  public static final Map<String, TagFilter.Type> OF_MESSAGES = typesOfMessages();

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
   * @param types the known types of tags by their names on the wire
   */
  public static TagFilter read(FieldReader body, Map<String, TagFilter.Type> types) {
    Optional<Json> tags = body.value("tags");
    if (tags.isEmpty()) {
      return TagFilter.NONE;
    }
    if (tags.get() instanceof JsonArray) {
      return new TagFilter(conditions(body, "tags", types), List.of());
    }
    FieldReader fields = body.object("tags").orElseThrow();
    fields.allowOnly(OPERATORS);
    return new TagFilter(conditions(fields, "and", types), conditions(fields, "or", types));
  }

  /** Writes a filter as the field's value. */
  public static void write(JsonWriter json, TagFilter filter) {
    json.beginObject();
    write(json.name("and"), filter.all());
    write(json.name("or"), filter.any());
    json.endObject();
  }

  private static List<Condition> conditions(
      FieldReader fields, String name, Map<String, TagFilter.Type> types) {
    return fields.objects(name, 0, MAX_CONDITIONS).orElse(List.of()).stream()
        .map(condition -> condition(condition, types))
        .toList();
  }

  private static Condition condition(FieldReader fields, Map<String, TagFilter.Type> types) {
    fields.allowOnly(MEMBERS);
    String name = fields.requiredIdentifier("name", MAX_NAME);
    List<String> values = new ArrayList<>();
    fields.strings("values", 1, MAX_VALUES, 0, MAX_VALUE).ifPresent(values::addAll);
    fields.string("value", 0, MAX_VALUE).ifPresent(values::add);
    if (values.isEmpty()) {
      throw fields.missing("values");
    }
    return new Condition(name, Set.copyOf(values), fields.choice("type", types));
  }

  private static void write(JsonWriter json, List<Condition> conditions) {
    json.beginArray();
    for (Condition condition : conditions) {
      json.beginObject().name("name").string(condition.name()).name("values").beginArray();
      condition.values().stream().sorted().forEach(json::string);
      json.endArray();
      condition.type().ifPresent(type -> json.name("type").string(wire(type)));
      json.endObject();
    }
    json.endArray();
  }

  private static Map<String, TagFilter.Type> types(TagFilter.Type... known) {
    Map<String, TagFilter.Type> types = new LinkedHashMap<>();
    for (TagFilter.Type type : known) {
      types.put(wire(type), type);
    }
    return Map.copyOf(types);
  }

  private static Map<String, TagFilter.Type> typesOfMessages() {
    Map<String, TagFilter.Type> types = new LinkedHashMap<>(types(TagFilter.Type.values()));
    types.put("message", TagFilter.Type.MESSAGE);
    types.put("user", TagFilter.Type.USER);
    types.put("session", TagFilter.Type.SESSION);
    return Map.copyOf(types);
  }

  private static String wire(TagFilter.Type type) {
    return switch (type) {
      case USER -> "userTags";
      case SESSION -> "sessionTags";
      case MESSAGE -> "messageTags";
    };
  }
}
