package org.conversationsessions.api.activity;

import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.session.ConversationKey;

/** One activity event of a request, after validation. */
public sealed interface ParsedEvent {
  /**
   * The event is valid.
   *
   * @param event the event as the recorder takes it
   */
  record Valid(ActivityEvent event) implements ParsedEvent {}

  /**
   * The event is invalid.
   *
   * @param eventId its identifier, if it has a usable one
   * @param conversation its conversation, if it names one
   * @param error the reason
   */
  record Invalid(Optional<String> eventId, Optional<ConversationKey> conversation, ApiError error)
      implements ParsedEvent {}
}
