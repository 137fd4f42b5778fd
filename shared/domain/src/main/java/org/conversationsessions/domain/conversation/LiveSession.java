package org.conversationsessions.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.jspecify.annotations.Nullable;

/**
 * A live session with the facts that later events need.
 *
 * @param session the session as the history shows it
 * @param lastActivity the time of its latest event
 * @param lastInteraction the time of the end user's last event; null if there is none
 * @param lastIntent the intent of the latest event of the end user that named one
 * @param containmentFacts the facts that decide its containment
 */
public record LiveSession(
    Session session,
    Instant lastActivity,
    @Nullable Instant lastInteraction,
    Optional<String> lastIntent,
    ContainmentFacts containmentFacts) {
  /** Returns a session that starts with this event. */
  public static LiveSession startedBy(ActivityEvent event, SessionId id) {
    Session session = Session.starting(id, event.conversation());
    return new LiveSession(session, id.start(), null, Optional.empty(), ContainmentFacts.NOTHING)
        .after(event);
  }

  /**
   * Returns the start of the present inactivity period: the end user's last interaction, or the
   * session's start if there is none. It is never before the start: a late message from before the
   * start counts in the session and does not shorten it.
   */
  public Instant inactivityStart() {
    return latest(session.startTime(), lastInteraction);
  }

  /**
   * Returns when the session becomes inactive if the end user stays silent (contract, section 7).
   */
  public Instant inactiveAt(Duration inactivity) {
    return inactivityStart().plus(inactivity);
  }

  /**
   * Returns whether an event of the end user is invalid input, or names another intent than the
   * latest one that was named.
   */
  boolean isNewIntentOrInvalid(ActivityEvent event) {
    return event.invalidInput()
        || (event.intent().isPresent() && !event.intent().equals(lastIntent));
  }

  /** Returns whether there was a nudge in the present silence of the end user. */
  public boolean isNudged() {
    return session
        .nudge()
        .filter(nudge -> nudge.silentSince().equals(inactivityStart()))
        .isPresent();
  }

  /**
   * Returns this session after a nudge.
   *
   * @param recordedAt the service's time
   * @param settingsVersion the version of the bot's settings
   */
  public LiveSession nudged(Instant recordedAt, long settingsVersion) {
    return new LiveSession(
        session.with(new Nudge(inactivityStart(), recordedAt, settingsVersion)),
        lastActivity,
        lastInteraction,
        lastIntent,
        containmentFacts);
  }

  /** Returns this session after one more event, in order or late. */
  LiveSession after(ActivityEvent event) {
    Instant at = event.timestamp();
    boolean late = at.isBefore(lastActivity);
    ContainmentFacts facts = containmentFacts.after(event);
    return new LiveSession(
        transferred(session.with(event.contribution()), event, facts),
        late ? lastActivity : at,
        event.type().isByUser() ? latest(at, lastInteraction) : lastInteraction,
        intentAfter(event),
        facts);
  }

  /**
   * Returns the closed session with its final containment.
   *
   * @param ordinal the ordinal number of the closing in the conversation, from 1
   * @param rule what decides the containment
   */
  Session closed(
      CloseReason reason,
      Instant recordedAt,
      BotSettings settings,
      int ordinal,
      ContainmentRule rule) {
    return session.closed(
        new Closing(
            reason,
            recordedAt,
            settings.defaultLanguage(),
            settings.version(),
            ordinal,
            settings.keepDebugLogs()),
        rule.containment());
  }

  /**
   * Returns the session with its transfer to an agent. The first transfer counts, and the tasks
   * completed before it, in any order of recording: all these events carry the time of the bot's
   * clock.
   */
  private static Session transferred(Session updated, ActivityEvent event, ContainmentFacts facts) {
    boolean isTransfer = event.type() == ActivityType.AGENT_TRANSFER;
    Instant known = updated.transfer().map(AgentTransfer::at).orElse(null);
    if (known == null && (!isTransfer || updated.containment() == ContainmentType.AGENT)) {
      // Not transferred, or before the service kept the time (containment agent, no transfer).
      return updated;
    }
    Instant at =
        known == null || (isTransfer && event.timestamp().isBefore(known))
            ? event.timestamp()
            : known;
    return updated.transferred(new AgentTransfer(at, facts.isTaskCompletedBy(at)));
  }

  private Optional<String> intentAfter(ActivityEvent event) {
    boolean namesIntent = event.type().isByUser() && event.intent().isPresent();
    boolean isLatest = lastInteraction == null || !event.timestamp().isBefore(lastInteraction);
    return namesIntent && (isLatest || lastIntent.isEmpty()) ? event.intent() : lastIntent;
  }

  private static Instant latest(Instant at, @Nullable Instant other) {
    return other == null || at.isAfter(other) ? at : other;
  }
}
