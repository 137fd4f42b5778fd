package org.conversationsessions.api.activity;

import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.conversation.ActivityEvent;

/** One activity event of a request, after validation. */
public sealed interface ParsedEvent {
  /**
   * The event is valid.
   *
   * @param event the event
   */
  record Valid(ActivityEvent event) implements ParsedEvent {}

  /**
   * The event is invalid.
   *
   * @param eventId its identifier, if it has a usable one
   * @param error the reason
   */
  record Invalid(Optional<String> eventId, ApiError error) implements ParsedEvent {}
}
