package org.conversationsessions.local.runner.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a rule. An event matches if every field that the pattern names matches: one of the
 * listed conditions holds for its value, or for one of its values if it is a list; {@code $or} asks
 * for one of several patterns.
 */
final class EventPattern {
  private final Map<String, Field> fields;
  private final List<EventPattern> alternatives;

  private EventPattern(Map<String, Field> fields, List<EventPattern> alternatives) {
    this.fields = fields;
    this.alternatives = alternatives;
  }

  private sealed interface Field {}

  private record Nested(EventPattern pattern) implements Field {}

  private record AnyOf(List<Condition> conditions) implements Field {}

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none, or asks for what this runner does not know
   */
  static EventPattern of(Map<?, ?> pattern) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("an event pattern names at least one field");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    List<EventPattern> alternatives = new ArrayList<>();
    for (Map.Entry<?, ?> entry : pattern.entrySet()) {
      String name = String.valueOf(entry.getKey());
      switch (entry.getValue()) {
        case List<?> list when name.equals("$or") ->
            list.forEach(each -> alternatives.add(alternative(each)));
        case List<?> list -> fields.put(name, new AnyOf(conditions(list)));
        case Map<?, ?> map -> fields.put(name, new Nested(of(map)));
        case null, default ->
            throw new IllegalArgumentException(name + " must be a list or an object in a pattern");
      }
    }
    return new EventPattern(fields, alternatives);
  }

  boolean matches(Map<?, ?> event) {
    return fields.entrySet().stream()
            .allMatch(
                field ->
                    event.containsKey(field.getKey())
                        ? matches(field.getValue(), event.get(field.getKey()))
                        : matchesAbsent(field.getValue()))
        && (alternatives.isEmpty() || alternatives.stream().anyMatch(each -> each.matches(event)));
  }

  private static boolean matches(Field field, @Nullable Object value) {
    return switch (field) {
      case Nested(EventPattern pattern) -> value instanceof Map<?, ?> map && pattern.matches(map);
      case AnyOf(List<Condition> conditions) ->
          switch (value) {
            case List<?> values -> values.stream().anyMatch(each -> anyHolds(conditions, each));
            case null, default -> anyHolds(conditions, value);
          };
    };
  }

  private static boolean matchesAbsent(Field field) {
    return switch (field) {
      case Nested(EventPattern pattern) -> pattern.matches(Map.of());
      case AnyOf(List<Condition> conditions) ->
          conditions.stream().anyMatch(Condition::holdsWhenAbsent);
    };
  }

  private static boolean anyHolds(List<Condition> conditions, @Nullable Object value) {
    return conditions.stream().anyMatch(condition -> condition.holds(value));
  }

  private static List<Condition> conditions(List<?> list) {
    List<Condition> conditions = new ArrayList<>();
    list.forEach(each -> conditions.add(Condition.of(each)));
    return List.copyOf(conditions);
  }

  private static EventPattern alternative(@Nullable Object pattern) {
    if (pattern instanceof Map<?, ?> map) {
      return of(map);
    }
    throw new IllegalArgumentException("$or lists patterns, not " + pattern);
  }
}
