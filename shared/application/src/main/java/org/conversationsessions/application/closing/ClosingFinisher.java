package org.conversationsessions.application.closing;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.publishing.EventBus;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.session.Session;

/**
 * Does what is left of a closing with a custom script, in the order of the contract (section 8):
 * runs the script, clears what it asks for, and publishes {@code ClosureScriptFailed}, if it
 * failed, and {@code SessionClosed}. Every step may be repeated: events keep their identifiers, and
 * a clearing never takes what was set after the closing.
 */
public final class ClosingFinisher {
  /**
   * At which delivery a failure that is not the script's own becomes final. Until then such a
   * closing is delivered again.
   */
  public static final int ATTEMPTS = 5;

  private final ScriptRunner scripts;
  private final StateClearing clearing;
  private final EventBus bus;
  private final Consumer<SessionEvent.ScriptFailed> scriptLog;

  /**
   * Makes a finisher.
   *
   * @param scriptLog is told of each script that failed for good
   */
  public ClosingFinisher(
      ScriptRunner scripts,
      StateClearing clearing,
      EventBus bus,
      Consumer<SessionEvent.ScriptFailed> scriptLog) {
    this.scripts = scripts;
    this.clearing = clearing;
    this.bus = bus;
    this.scriptLog = scriptLog;
  }

  /**
   * Finishes a closing.
   *
   * @param delivery how often the closing was delivered, this time included
   * @return empty when the closing is finished; otherwise the reason why it must be delivered again
   */
  public Optional<String> finish(ScriptedClosing closing, int delivery) {
    try {
      ScriptOutcome outcome =
          cleared(closing.session(), scripts.run(closing.session(), closing.script()));
      if (outcome.failure().isPresent()) {
        ScriptOutcome.Failure failure = outcome.failure().get();
        if (failure.isPassing() && delivery < ATTEMPTS) {
          return Optional.of(failure.kind() + ": " + failure.message());
        }
        SessionEvent.ScriptFailed failed =
            new SessionEvent.ScriptFailed(closing.session(), failure);
        scriptLog.accept(failed);
        Optional<String> untold = publish(failed);
        if (untold.isPresent()) {
          return untold;
        }
      }
      return publish(new SessionEvent.Closed(closing.session()));
    } catch (StoreException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Clears what the script asked for, also after a failure: what it cleared before that counts. A
   * state that cannot be read is a failure of the platform: it may be sealed with a key that a
   * deployment is about to put back, and after the last attempt {@code ClosureScriptFailed} says
   * that nothing was cleared.
   */
  private ScriptOutcome cleared(Session session, ScriptOutcome outcome) {
    if (outcome.isClearing()) {
      try {
        clearing.clear(session, outcome);
      } catch (UnreadableItemException e) {
        String reason = "nothing was cleared: " + e.getMessage();
        return new ScriptOutcome(
            outcome.clearsAll(),
            outcome.clears(),
            Optional.of(new ScriptOutcome.Failure(ScriptOutcome.Failure.PLATFORM, reason, 0)));
      }
    }
    return outcome;
  }

  /** Empty when the bus has the event, or when it lies where events lie that the bus refuses. */
  private Optional<String> publish(SessionEvent event) {
    return switch (bus.publish(List.of(event)).getFirst()) {
      case EventBus.Delivery.Taken() -> Optional.empty();
      case EventBus.Delivery.Failed(String reason) -> Optional.of(reason);
      case EventBus.Delivery.Refused(String reason) -> {
        bus.bury(event, reason);
        yield Optional.empty();
      }
    };
  }
}
