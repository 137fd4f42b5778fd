package org.conversationsessions.api.activity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.conversationsessions.application.debug.DebugLines;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.ConversationKey;

/** What debug logs say about invalid events (contract, section 18). */
public final class InvalidEvents {
  /** What an error quotes of the request. */
  private static final Pattern QUOTE = Pattern.compile("\".*\"", Pattern.DOTALL);

  private InvalidEvents() {}

  /**
   * Returns the debug lines of those events that are invalid and name their conversation, without
   * any text of the request.
   *
   * @param arrival when they arrived
   */
  public static Map<ConversationKey, List<DebugLine>> debugLines(
      List<? extends ParsedEvent> events, Instant arrival) {
    Map<ConversationKey, List<DebugLine>> lines = new LinkedHashMap<>();
    for (ParsedEvent event : events) {
      if (event instanceof ParsedEvent.Invalid invalid) {
        invalid
            .conversation()
            .ifPresent(
                key ->
                    lines
                        .computeIfAbsent(key, any -> new ArrayList<>())
                        .add(
                            DebugLines.ofInvalidEvent(
                                arrival,
                                invalid.eventId(),
                                QUOTE.matcher(invalid.error().msg()).replaceAll("a text"))));
      }
    }
    return lines;
  }
}
