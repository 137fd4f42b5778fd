package org.conversationsessions.application.closing;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.debug.ClosingDebugLog;
import org.conversationsessions.application.publishing.EventBus;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.session.Session;

/**
 * Finishes a closing with a script (contract, section 8). Each delivery runs the script, clears the
 * profiles that the script asks for, and publishes {@code ClosureScriptFailed}, if the failure is
 * final, and then {@code SessionClosed}. Every step is idempotent: events keep their identifiers,
 * and clearing never removes a profile that was set after the closing.
 */
public final class ClosingFinisher {
  private final StoredSessions stored;
  private final ScriptRunner scripts;
  private final StateClearer clearing;
  private final EventBus bus;
  private final ClosingDebugLog debugLog;
  private final Consumer<SessionEvent.ScriptFailed> scriptLog;

  /** Creates a finisher that keeps no debug logs. */
  public ClosingFinisher(
      StoredSessions stored,
      ScriptRunner scripts,
      StateClearer clearing,
      EventBus bus,
      Consumer<SessionEvent.ScriptFailed> scriptLog) {
    this(stored, scripts, clearing, bus, ClosingDebugLog.NONE, scriptLog);
  }

  /**
   * Creates a finisher.
   *
   * @param stored tells whether the session is still stored
   * @param debugLog keeps the debug lines of what follows a closing
   * @param scriptLog receives each script failure that is final, at each delivery that finds it so
   */
  public ClosingFinisher(
      StoredSessions stored,
      ScriptRunner scripts,
      StateClearer clearing,
      EventBus bus,
      ClosingDebugLog debugLog,
      Consumer<SessionEvent.ScriptFailed> scriptLog) {
    this.stored = stored;
    this.scripts = scripts;
    this.clearing = clearing;
    this.bus = bus;
    this.debugLog = debugLog;
    this.scriptLog = scriptLog;
  }

  /**
   * Finishes a closing. A closing whose session is no longer stored is dropped: an erasure must get
   * no state and no event back. A session that DynamoDB has deleted by TTL counts as erased.
   *
   * @param delivery the number of deliveries of the closing, including this one
   * @return empty if the closing is finished; otherwise why it must be delivered again
   */
  public Optional<String> finish(ScriptedClosing closing, int delivery) {
    try {
      if (!stored.isStored(closing.session())) {
        return Optional.empty();
      }
      ScriptOutcome outcome =
          clear(closing.session(), scripts.run(closing.session(), closing.script()));
      if (outcome.failure().isPresent()) {
        ScriptOutcome.ScriptFailure failure = outcome.failure().get();
        if (failure.isTransient() && ClosingRetryPolicy.mayRetry(delivery)) {
          return Optional.of(failure.kind() + ": " + failure.message());
        }
        SessionEvent.ScriptFailed failed =
            new SessionEvent.ScriptFailed(closing.session(), failure);
        scriptLog.accept(failed);
        Optional<String> unpublished = publish(failed);
        if (unpublished.isPresent()) {
          return unpublished;
        }
      }
      debugLog.keepScript(closing.session(), outcome);
      return publish(new SessionEvent.Closed(closing.session()));
    } catch (StoreException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Clears the profiles that the script asked for before it ended, even if it failed. An unreadable
   * state is a failure of the platform, because a deployment may restore the key that it is
   * encrypted with. At the fifth delivery {@code ClosureScriptFailed} reports that nothing was
   * cleared.
   */
  private ScriptOutcome clear(Session session, ScriptOutcome outcome) {
    if (outcome.clearsAnything()) {
      try {
        clearing.clear(session, outcome);
      } catch (UnreadableItemException e) {
        String reason = "nothing was cleared: " + e.getMessage();
        return new ScriptOutcome(
            outcome.clearedAll(),
            outcome.clearedProfiles(),
            Optional.of(
                new ScriptOutcome.ScriptFailure(ScriptOutcome.ScriptFailure.PLATFORM, reason, 0)));
      }
    }
    return outcome;
  }

  /** Returns empty if the bus or its dead-letter queue has the event; otherwise why not. */
  private Optional<String> publish(SessionEvent event) {
    return switch (bus.publish(List.of(event)).getFirst()) {
      case EventBus.Delivery.Accepted() -> Optional.empty();
      case EventBus.Delivery.Failed(String reason) -> Optional.of(reason);
      case EventBus.Delivery.Refused(String reason) -> {
        bus.sendToDeadLetterQueue(event, reason);
        yield Optional.empty();
      }
    };
  }
}
