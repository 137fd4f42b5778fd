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
 * The field {@code tags} of a history query (contract, section 5): {@code {"and":[…]}}, {@code
 * {"or":[…]}}, both, or a plain array, which means {@code and}. Unknown members are rejected,
 * because a filter must never be ignored.
 */
final class TagFields {
  private static final int MAX_CONDITIONS = 50;
  private static final int MAX_VALUES = 100;
  private static final int MAX_NAME = 128;
  private static final int MAX_VALUE = 256;
  private static final List<String> OPERATORS = List.of("and", "or");
  private static final List<String> MEMBERS = List.of("name", "values", "value", "type");
  private static final Map<String, Kind> KINDS = kinds();

  private TagFields() {}

  static TagFilter read(FieldReader body) {
    Optional<Json> tags = body.value("tags");
    if (tags.isEmpty()) {
      return TagFilter.NONE;
    }
    if (tags.get() instanceof JsonArray) {
      return new TagFilter(conditions(body, "tags"), List.of());
    }
    FieldReader fields = body.object("tags").orElseThrow();
    fields.allowOnly(OPERATORS);
    return new TagFilter(conditions(fields, "and"), conditions(fields, "or"));
  }

  static void write(JsonWriter json, TagFilter filter) {
    json.beginObject();
    write(json.name("and"), filter.all());
    write(json.name("or"), filter.any());
    json.endObject();
  }

  private static List<Condition> conditions(FieldReader fields, String name) {
    return fields.objects(name, 0, MAX_CONDITIONS).orElse(List.of()).stream()
        .map(TagFields::condition)
        .toList();
  }

  private static Condition condition(FieldReader fields) {
    fields.allowOnly(MEMBERS);
    String name = fields.requiredIdentifier("name", MAX_NAME);
    List<String> values = new ArrayList<>();
    fields.strings("values", 1, MAX_VALUES, 0, MAX_VALUE).ifPresent(values::addAll);
    fields.string("value", 0, MAX_VALUE).ifPresent(values::add);
    if (values.isEmpty()) {
      throw fields.missing("values");
    }
    return new Condition(name, Set.copyOf(values), fields.choice("type", KINDS));
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

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      kinds.put(wire(kind), kind);
    }
    return kinds;
  }

  private static String wire(Kind kind) {
    return switch (kind) {
      case USER -> "userTags";
      case SESSION -> "sessionTags";
    };
  }
}
