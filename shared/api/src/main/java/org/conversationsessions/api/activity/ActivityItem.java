package org.conversationsessions.api.activity;

import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.conversation.ActivityEvent;

/** One event as it was sent. */
public sealed interface ActivityItem {
  /**
   * It is as it has to be.
   *
   * @param event what happened
   */
  record Valid(ActivityEvent event) implements ActivityItem {}

  /**
   * It is not.
   *
   * @param eventId its identifier, if it can be told
   * @param error why
   */
  record Invalid(Optional<String> eventId, ApiError error) implements ActivityItem {}
}
