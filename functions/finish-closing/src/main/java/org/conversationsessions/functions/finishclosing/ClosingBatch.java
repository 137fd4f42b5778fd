package org.conversationsessions.functions.finishclosing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.closing.ClosingFinisher;
import org.conversationsessions.application.closing.ClosingRetryPolicy;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.stream.ScriptedClosingBody;

/**
 * Finishes the closings of a batch sequentially. If a closing must be delivered again, so must the
 * later ones of its message group, so that they keep their order.
 */
final class ClosingBatch {
  private final ClosingFinisher finisher;
  private final DeliveryControl control;
  private final ClosingLog log;

  ClosingBatch(ClosingFinisher finisher, DeliveryControl control, ClosingLog log) {
    this.finisher = finisher;
    this.control = control;
    this.log = log;
  }

  /** Finishes the closings and returns the identifiers of the messages to deliver again. */
  List<String> finish(List<QueuedClosing> messages) {
    List<String> again = new ArrayList<>();
    Set<String> held = new HashSet<>();
    for (QueuedClosing message : messages) {
      if (held.contains(message.group()) || !isDone(message)) {
        held.add(message.group());
        again.add(message.messageId());
        pause(message);
      }
    }
    return again;
  }

  private boolean isDone(QueuedClosing message) {
    ScriptedClosing closing;
    try {
      closing = ScriptedClosingBody.read(message.body());
    } catch (UnreadableItemException unreadable) {
      return sendToDeadLetterQueue(message, String.valueOf(unreadable.getMessage()));
    }
    Optional<String> unfinished = finisher.finish(closing, message.delivery());
    unfinished.ifPresent(
        reason -> log.logUnfinished(closing.session(), message.delivery(), reason));
    return unfinished.isEmpty();
  }

  private boolean sendToDeadLetterQueue(QueuedClosing message, String reason) {
    try {
      control.sendToDeadLetterQueue(message, reason);
      log.logSentToDeadLetterQueue(message.messageId(), reason);
      return true;
    } catch (StoreException e) {
      log.logFailed(message.messageId(), e);
      return false;
    }
  }

  private void pause(QueuedClosing message) {
    try {
      control.deliverAgain(message, ClosingRetryPolicy.pauseAfter(message.delivery()));
    } catch (StoreException e) {
      log.logFailed(message.messageId(), e);
    }
  }
}
