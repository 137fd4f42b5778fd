package org.conversationsessions.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.jspecify.annotations.Nullable;

/**
 * A session that goes on, with what is needed to carry it on.
 *
 * @param session what the history shows
 * @param lastActivity the time of its latest event
 * @param lastInteraction the end user's last part in it; null while there was none
 * @param lastIntent the last intent named in it
 * @param containment what will decide its containment
 */
public record LiveSession(
    Session session,
    Instant lastActivity,
    @Nullable Instant lastInteraction,
    Optional<String> lastIntent,
    Containment containment) {
  /** A session that starts with this event. */
  public static LiveSession startedBy(ActivityEvent event, SessionId id) {
    Session session = Session.starting(id, event.conversation());
    return new LiveSession(session, id.start(), null, Optional.empty(), Containment.NOTHING)
        .with(event);
  }

  /**
   * Where inactivity counts from: the end user's last interaction, the start while there was none.
   * Never before the start: a late message of the time before it counts in the session and does not
   * make it end earlier.
   */
  public Instant anchor() {
    return latest(session.startTime(), lastInteraction);
  }

  /**
   * The instant at which it becomes inactive if the end user stays silent (contract, section 7).
   */
  public Instant inactiveAt(Duration inactivity) {
    return anchor().plus(inactivity);
  }

  /** This session after one more event that counts in it, in order or late. */
  LiveSession with(ActivityEvent event) {
    Instant at = event.timestamp();
    boolean late = at.isBefore(lastActivity);
    Session counted = session.with(event.contribution());
    return new LiveSession(
        event.type() == ActivityType.AGENT_TRANSFER ? counted.withAgent() : counted,
        late ? lastActivity : at,
        event.type().isUsers() ? latest(at, lastInteraction) : lastInteraction,
        intentAfter(event),
        containment.after(event));
  }

  /**
   * The session, over, with its containment settled.
   *
   * @param ordinal the how-manieth closing of the conversation it is
   */
  Session closed(CloseReason reason, Instant recordedAt, BotSettings settings, int ordinal) {
    return session.closed(
        new Closing(reason, recordedAt, settings.defaultLanguage(), settings.version(), ordinal),
        containment.settle(session));
  }

  private Optional<String> intentAfter(ActivityEvent event) {
    boolean names = event.type().isUsers() && event.intent().isPresent();
    boolean latest = lastInteraction == null || !event.timestamp().isBefore(lastInteraction);
    return names && (latest || lastIntent.isEmpty()) ? event.intent() : lastIntent;
  }

  private static Instant latest(Instant at, @Nullable Instant known) {
    return known == null || at.isAfter(known) ? at : known;
  }
}
