package org.conversationsessions.application.debug;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EventOutcome;
import org.conversationsessions.domain.conversation.Lifecycle.ClosingResult;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.event.MessageAndScript.MessageRule;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of what the service decided (contract, section 18). The rules are those that the
 * outcomes name; nothing is decided here.
 */
public final class DebugLines {
  private DebugLines() {}

  /**
   * Returns the lines of an event's outcome, in the order in which things happened.
   *
   * @param before the conversation before the event
   * @param inactivity the inactivity of the conversation's channel
   */
  public static List<DebugLine> of(
      Conversation before, ActivityEvent event, EventOutcome outcome, Duration inactivity) {
    Source source = new Source(event.timestamp(), Optional.of(event.eventId()));
    return switch (outcome) {
      case EventOutcome.Applied applied -> applied(source, before, event, applied, inactivity);
      case EventOutcome.Repeated(SessionId session) ->
          List.of(
              source.info(
                  "Duplicate event", "It was recorded before and changes nothing.", session));
      case EventOutcome.Logged(SessionId session) ->
          event.debugLine().stream()
              .map(handedIn -> handedIn.with(Optional.ofNullable(session)))
              .toList();
      case EventOutcome.Refused refused -> {
        List<DebugLine> lines = new ArrayList<>();
        refused
            .closedBefore()
            .ifPresent(closed -> addClosing(lines, source, ClosedBy.EVENT, closed, inactivity));
        lines.add(source.refused(refused.reason(), idOf(before.live())));
        yield lines;
      }
      case EventOutcome.NeedsAdjacentSessions undecided -> List.of();
    };
  }

  /**
   * Returns the line of an event that was refused before its conversation was read.
   *
   * @param at when the event arrived
   * @param reason why, without any text of the request
   */
  public static DebugLine ofInvalidEvent(Instant at, Optional<String> eventId, String reason) {
    return new Source(at.truncatedTo(ChronoUnit.MILLIS), eventId).refused(reason, null);
  }

  /**
   * Returns the lines of a closing that no event caused.
   *
   * @param by what closed the session
   * @param inactivity the inactivity of the conversation's channel
   */
  public static List<DebugLine> ofClosing(ClosingResult closed, ClosedBy by, Duration inactivity) {
    List<DebugLine> lines = new ArrayList<>();
    addClosing(lines, Source.ofClosing(closed.session()), by, closed, inactivity);
    return lines;
  }

  /**
   * Returns the line of a closing message, or of there being none.
   *
   * @param rule what decided whether there is one
   * @param eventId the event that handed it out
   */
  public static DebugLine ofClosingMessage(
      Session session, MessageRule rule, Optional<String> eventId) {
    return Source.ofClosing(session)
        .line(
            "Closing message",
            DebugLevel.INFO,
            eventId.isPresent() ? "It was handed out." : "There is none.",
            Fields.NONE.with("rule", rule.wire()).with("event", eventId),
            session.id());
  }

  /** Returns the line of a closing script that has ended for good. */
  public static DebugLine ofScript(Session session, ScriptOutcome outcome) {
    Fields cleared =
        Fields.NONE.with(
            "cleared",
            outcome.clearedAll()
                ? List.of("all profiles")
                : outcome.clearedProfiles().stream().sorted().toList());
    return outcome
        .failure()
        .map(
            failure ->
                Source.ofClosing(session)
                    .line(
                        "Closure script",
                        DebugLevel.ERROR,
                        "The script failed.",
                        cleared
                            .with("kind", failure.kind())
                            .with("message", failure.message())
                            .with("line", Optional.of(failure.line()).filter(line -> line > 0)),
                        session.id()))
        .orElseGet(
            () ->
                Source.ofClosing(session)
                    .line(
                        "Closure script",
                        DebugLevel.INFO,
                        "The script ran.",
                        cleared,
                        session.id()));
  }

  private static List<DebugLine> applied(
      Source source,
      Conversation before,
      ActivityEvent event,
      EventOutcome.Applied applied,
      Duration inactivity) {
    List<DebugLine> lines = new ArrayList<>();
    applied
        .closed()
        .ifPresent(closed -> addClosing(lines, source, ClosedBy.EVENT, closed, inactivity));
    LiveSession live = applied.conversation().live();
    SessionId session = applied.session();
    switch (applied.rule()) {
      case STARTS ->
          lines.add(
              source.line(
                  "Session started",
                  DebugLevel.INFO,
                  "The event started a session.",
                  Fields.NONE
                      .with("eventType", event.type().wire())
                      .with("type", applied.counted().map(counted -> counted.type().wire())),
                  session));
      case NOT_BY_USER, SAME_INTENT, NO_INTENT ->
          lines.add(
              source.line(
                  "Session went on",
                  DebugLevel.INFO,
                  "The session went on after inactivity.",
                  Fields.NONE.with("rule", applied.rule().wire()).with("intent", event.intent()),
                  session));
      case FALLS_INTO_ENDED, PRECEDES_SESSION -> {
        if (live == null || !live.session().id().equals(session)) {
          lines.add(
              source.line(
                  "Late event",
                  DebugLevel.WARNING,
                  "The event counts in a session that is not live.",
                  Fields.NONE
                      .with("eventType", event.type().wire())
                      .with("rule", applied.rule().wire())
                      .with("liveSession", Optional.ofNullable(idOf(live))),
                  session));
        }
      }
      case USER_TAGS_ONLY ->
          lines.add(
              source.line(
                  "User tags added",
                  DebugLevel.INFO,
                  "The last session took the event's user tags.",
                  Fields.NONE.with("eventType", event.type().wire()),
                  session));
      case CONTINUES, NO_SESSION -> {}
    }
    if (becameInteractive(before.live(), live)) {
      lines.add(
          source.info("Became interactive", "The end user acted for the first time.", session));
    }
    ofType(source, event, session).ifPresent(lines::add);
    if (applied.closed().isEmpty()) {
      ClearMarkers markers = applied.conversation().clearMarkers();
      stateCleared(source, before.clearMarkers(), markers, session).ifPresent(lines::add);
    }
    return lines;
  }

  private static boolean becameInteractive(
      @Nullable LiveSession before, @Nullable LiveSession after) {
    return before != null
        && after != null
        && before.session().id().equals(after.session().id())
        && before.session().type() == SessionType.NON_INTERACTIVE
        && after.session().type() == SessionType.INTERACTIVE;
  }

  /** Returns the line that an event has for its type alone. */
  private static Optional<DebugLine> ofType(
      Source source, ActivityEvent event, @Nullable SessionId session) {
    Fields task = Fields.NONE.with("task", event.content().task());
    return switch (event.type()) {
      case AGENT_TRANSFER ->
          Optional.of(source.info("Agent transfer", "The conversation went to an agent.", session));
      case TASK_STARTED ->
          Optional.of(
              source.line("Task started", DebugLevel.INFO, "A task started.", task, session));
      case TASK_COMPLETED ->
          Optional.of(
              source.line(
                  "Task completed", DebugLevel.INFO, "A task was completed.", task, session));
      case TASK_FAILED ->
          Optional.of(
              source.line("Task failed", DebugLevel.WARNING, "A task failed.", task, session));
      case INTENT_NOT_IDENTIFIED ->
          Optional.of(
              source.line(
                  "Intent not identified",
                  DebugLevel.WARNING,
                  "The bot did not understand the end user.",
                  Fields.NONE,
                  session));
      case DISCARD, DISCARD_ALL ->
          Optional.of(
              source.line(
                  "Discard",
                  DebugLevel.INFO,
                  "The end user discarded a dialog, or all of them.",
                  Fields.NONE.with("eventType", event.type().wire()),
                  session));
      case CONNECT, USER_MESSAGE, BOT_MESSAGE, AUTHORIZATION, AGENT_MESSAGE, TAGS, DEBUG_LOG ->
          Optional.empty();
    };
  }

  private static void addClosing(
      List<DebugLine> lines,
      Source source,
      ClosedBy by,
      ClosingResult closed,
      Duration inactivity) {
    Session session = closed.session();
    LiveSession live = closed.live();
    lines.add(
        source.line(
            "Session closed",
            DebugLevel.INFO,
            "The session closed.",
            Fields.NONE
                .with("reason", session.closing().map(closing -> closing.reason().wire()))
                .with("by", by.wire())
                .with("inactiveAt", live.inactiveAt(inactivity).toString())
                .with("containment", session.containment().wire())
                .with("rule", closed.rule().wire())
                .with("facts", facts(live)),
            session.id()));
    stateCleared(source, closed.markersBefore(), closed.conversation().clearMarkers(), session.id())
        .ifPresent(lines::add);
  }

  /** Returns the facts that hold, from which the rule follows (contract, section 18). */
  private static List<String> facts(LiveSession live) {
    ContainmentFacts facts = live.containmentFacts();
    List<String> holding = new ArrayList<>();
    addIf(live.session().containment() == ContainmentType.AGENT, "agentTransfer", holding);
    addIf(facts.taskStarted(), "taskStarted", holding);
    addIf(facts.firstTaskCompletion() != null, "taskCompleted", holding);
    addIf(facts.lastTaskFailed(), "lastTaskFailed", holding);
    addIf(facts.notUnderstood(), "notUnderstood", holding);
    addIf(facts.unanswered(), "unanswered", holding);
    return holding;
  }

  private static void addIf(boolean holds, String name, List<String> names) {
    if (holds) {
      names.add(name);
    }
  }

  private static Optional<DebugLine> stateCleared(
      Source source, ClearMarkers before, ClearMarkers after, @Nullable SessionId session) {
    List<String> parts = after.clearedSince(before);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            source.line(
                "State cleared",
                DebugLevel.INFO,
                "Parts of the conversation's state were cleared.",
                Fields.NONE.with("parts", parts),
                session));
  }

  private static @Nullable SessionId idOf(@Nullable LiveSession live) {
    return live == null ? null : live.session().id();
  }

  /**
   * What lines tell of.
   *
   * @param at its time
   * @param eventId the event, if it is one
   */
  private record Source(Instant at, Optional<String> eventId) {
    static Source ofClosing(Session session) {
      Instant at = session.closing().map(Closing::recordedAt).orElseThrow();
      return new Source(at.truncatedTo(ChronoUnit.MILLIS), Optional.empty());
    }

    DebugLine info(String title, String message, @Nullable SessionId session) {
      return line(title, DebugLevel.INFO, message, Fields.NONE, session);
    }

    DebugLine refused(String reason, @Nullable SessionId session) {
      return line("Event refused", DebugLevel.ERROR, reason, Fields.NONE, session);
    }

    DebugLine line(
        String title,
        DebugLevel level,
        String message,
        Fields fields,
        @Nullable SessionId session) {
      return new DebugLine(
          at, title, level, message, fields, Optional.ofNullable(session), eventId);
    }
  }
}
