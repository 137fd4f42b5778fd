package org.conversationsessions.api.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;

/** The fields that select kinds of sessions (contract, sections 5 and 17). */
public final class KindFields {
  private static final String CONTAINMENT = "containmentType";
  private static final Map<String, SessionType> TYPES = types();

  private KindFields() {}

  /** Reads {@code containmentType}, in any case; empty if it is missing or the empty string. */
  public static Optional<ContainmentType> containment(FieldReader fields) {
    return fields
        .string(CONTAINMENT, 0, Integer.MAX_VALUE)
        .filter(text -> !text.isEmpty())
        .map(
            text ->
                ContainmentType.ofWire(text)
                    .orElseThrow(
                        () ->
                            fields.invalid(
                                CONTAINMENT, "must be one of dropOff, selfService, agent")));
  }

  /** Reads {@code sessionType}. */
  public static Optional<SessionType> type(FieldReader fields) {
    return fields.choice("sessionType", TYPES);
  }

  private static Map<String, SessionType> types() {
    Map<String, SessionType> types = new LinkedHashMap<>();
    for (SessionType type : SessionType.values()) {
      types.put(type.wire(), type);
    }
    return types;
  }
}
