package org.conversationsessions.domain.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The detail of a line of a debug log. */
public sealed interface DebugDetail {
  /** Returns how many characters its texts have. */
  int characters();

  /**
   * A text that the runtime handed in.
   *
   * @param text the text; empty: no detail
   */
  record Text(String text) implements DebugDetail {
    @Override
    public int characters() {
      return text.length();
    }
  }

  /**
   * Named values that the service gives. Immutable.
   *
   * @param fields the values in their order
   */
  record Fields(List<Field> fields) implements DebugDetail {
    /** No values. */
    public static final Fields NONE = new Fields(List.of());

    /** Copies the list. */
    public Fields {
      fields = List.copyOf(fields);
    }

    @Override
    public int characters() {
      return fields.stream()
          .flatMap(field -> field.values().stream())
          .mapToInt(String::length)
          .sum();
    }

    /** Returns these values and one more. */
    public Fields with(String name, String value) {
      return with(new Field(name, List.of(value), false));
    }

    /** Returns these values and one more, if it is present. */
    public Fields with(String name, Optional<?> value) {
      return value.map(present -> with(name, present.toString())).orElse(this);
    }

    /** Returns these values and a list. */
    public Fields with(String name, List<String> values) {
      return with(new Field(name, values, true));
    }

    private Fields with(Field field) {
      List<Field> more = new ArrayList<>(fields);
      more.add(field);
      return new Fields(more);
    }
  }

  /**
   * A named value.
   *
   * @param values the texts; exactly one unless it is a list
   * @param isList whether it is a list
   */
  record Field(String name, List<String> values, boolean isList) {
    /** Copies the list. */
    public Field {
      values = List.copyOf(values);
    }
  }
}
