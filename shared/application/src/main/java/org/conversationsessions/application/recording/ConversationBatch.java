package org.conversationsessions.application.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.debug.NewDebugLines;
import org.conversationsessions.application.message.MessageAppender;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.NewMessages;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EventOutcome;
import org.conversationsessions.domain.conversation.Lifecycle;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * The events of one conversation that are recorded together. They are decided one after another and
 * usually written with one conditional write. The decided events are written earlier if
 *
 * <ul>
 *   <li>they change {@value #MAX_CHANGED_SESSIONS} sessions or more, or bring as many messages or
 *       debug lines as fit into a transaction;
 *   <li>the next event needs adjacent sessions, which are read from the store;
 *   <li>the next event would be refused, and the conversation is not yet known consistently.
 * </ul>
 *
 * <p>Used by one thread.
 *
 * <p>The batch starts from an eventually consistent read. A decision to record is safe on stale
 * data, because the conditional write then conflicts. Refusing an event or looking at adjacent
 * sessions writes nothing that could conflict, so both need a consistent read first.
 */
final class ConversationBatch {
  /**
   * Once this many sessions have changed, they are written. The event that reaches the number may
   * close one session and start another, so a write has at most 41 sessions. {@link NewMessages}
   * adds at most 40 parts, {@link NewDebugLines} at most 15 entries. Together they are below {@link
   * Conversations#MAX_ITEMS}.
   */
  private static final int MAX_CHANGED_SESSIONS = 40;

  private final Collaborators collaborators;
  private final Lifecycle lifecycle;
  private final Bot bot;
  private final MessagePolicy policy;
  private final Optional<String> traceId;
  private final List<ActivityEvent> events;
  private final RecentEvents.RepetitionTracker repetitions;
  private final List<RecordingResult> results = new ArrayList<>();
  private final List<EventOutcome> decided = new ArrayList<>();
  private final Map<SessionId, Session> changedSessions = new LinkedHashMap<>();
  private final NewMessages messages;
  private final NewDebugLines debugLines;

  /** The conversation as last read or written. */
  private Conversation stored;

  /** {@link #stored} after the decided events, with the recent events of {@link #repetitions}. */
  private Conversation updated;

  /** Whether the decided events change the conversation. */
  private boolean changed;

  /** Whether {@link #stored} comes from a consistent read or from a write of this batch. */
  private boolean consistent;

  /** Conflicts since the last successful write. */
  private int conflicts;

  /**
   * What all batches use.
   *
   * @param conversations reads conversations
   * @param writer writes them
   * @param appender decides where messages are stored
   * @param backoff how to wait after a conflict
   */
  record Collaborators(
      Conversations conversations,
      ConversationWriter writer,
      MessageAppender appender,
      BackoffPolicy backoff) {}

  /**
   * Creates a batch.
   *
   * @param policy what is kept of the messages
   * @param debugLines collects the debug lines of the conversation
   * @param traceId the request that brought the events
   * @param start the conversation as an eventually consistent read returned it
   * @param events the events in their order
   */
  ConversationBatch(
      Collaborators collaborators,
      Lifecycle lifecycle,
      Bot bot,
      MessagePolicy policy,
      NewDebugLines debugLines,
      Optional<String> traceId,
      Conversation start,
      List<ActivityEvent> events) {
    this.collaborators = collaborators;
    this.lifecycle = lifecycle;
    this.bot = bot;
    this.policy = policy;
    this.debugLines = debugLines;
    this.traceId = traceId;
    this.messages = new NewMessages(policy);
    this.events = events;
    this.repetitions =
        new RecentEvents.RepetitionTracker(events.stream().map(ActivityEvent::eventId).toList());
    this.stored = start;
    this.updated = start.with(repetitions.withDroppedRepetitions(start.recent()));
  }

  /**
   * Records the events. If the store fails, the events without a result yet fail.
   *
   * @return the result of each event, in their order
   */
  List<RecordingResult> record() {
    try {
      while (results.size() < events.size()) {
        processNext();
      }
    } catch (StoreException e) {
      while (results.size() < events.size()) {
        results.add(new RecordingResult.Failed(e));
      }
    }
    return results;
  }

  private void processNext() {
    int index = results.size() + decided.size();
    if (index == events.size()
        || changedSessions.size() >= MAX_CHANGED_SESSIONS
        || messages.isFull()
        || debugLines.isFull()) {
      flush();
      return;
    }
    ActivityEvent event = events.get(index);
    EventOutcome outcome = lifecycle.apply(updated, event);
    switch (outcome) {
      case EventOutcome.Applied applied -> addApplied(event, applied);
      case EventOutcome.Repeated repeated -> addDecided(event, repeated);
      case EventOutcome.Logged logged -> logOrDecideAgain(event, logged);
      case EventOutcome.NeedsAdjacentSessions needed -> decideWithAdjacent(event);
      case EventOutcome.Refused refused -> refuseOrDecideAgain(event, refused);
    }
  }

  private void addDecided(ActivityEvent event, EventOutcome outcome) {
    decided.add(outcome);
    debugLines.add(updated, event, outcome);
  }

  private void addApplied(ActivityEvent event, EventOutcome.Applied applied) {
    addDecided(event, applied);
    changed = true;
    updated = applied.conversation();
    applied.changedSessions().forEach(session -> changedSessions.put(session.id(), session));
    applied
        .counted()
        .flatMap(session -> policy.message(event, session, lifecycle.recordedAt(), traceId))
        .ifPresent(messages::add);
  }

  private void decideWithAdjacent(ActivityEvent event) {
    // Adjacent sessions are read from the store, so decided events must be written first.
    if (hasDecided()) {
      flush();
      return;
    }
    if (!confirmByConsistentRead()) {
      return;
    }
    AdjacentSessions adjacent =
        collaborators.conversations.adjacentSessions(
            event.conversation(),
            event.timestamp(),
            bot.settings().inactivityOf(event.conversation().channel()));
    switch (lifecycle.applyWithAdjacent(updated, event, adjacent)) {
      case EventOutcome.Applied applied -> addApplied(event, applied);
      case EventOutcome.Refused refused -> refuseOrDecideAgain(event, refused);
      case EventOutcome.Repeated repeated -> addDecided(event, repeated);
      case EventOutcome.Logged logged -> addDecided(event, logged);
      case EventOutcome.NeedsAdjacentSessions again ->
          throw new IllegalStateException("the adjacent sessions were given");
    }
  }

  /**
   * Refuses the next event if {@link #stored} is consistent. Otherwise writes the decided events or
   * reads the conversation; the next call of {@link #processNext} decides the event again.
   */
  private void refuseOrDecideAgain(ActivityEvent event, EventOutcome.Refused refused) {
    if (consistent) {
      addDecided(event, refused);
      refused.closedBefore().ifPresent(this::addClosing);
    } else if (hasDecided()) {
      flush();
    } else {
      confirmByConsistentRead();
    }
  }

  /**
   * Decides an event that hands in a debug line. If nothing else is written, nothing can conflict,
   * so a line that is kept needs a consistent read for its session.
   */
  private void logOrDecideAgain(ActivityEvent event, EventOutcome.Logged logged) {
    if (consistent || changed || !debugLines.isKept()) {
      addDecided(event, logged);
    } else {
      // The decided events change nothing, so they are decided again without a loss.
      confirmByConsistentRead();
    }
  }

  private void addClosing(Lifecycle.ClosingResult closed) {
    changed = true;
    updated = closed.conversation();
    changedSessions.put(closed.session().id(), closed.session());
  }

  /**
   * Confirms that {@link #stored} is the present conversation: by a consistent read, unless it
   * comes from one or from a write of this batch.
   *
   * @return false if the conversation has changed, so that the next event must be decided again
   */
  private boolean confirmByConsistentRead() {
    if (consistent) {
      return true;
    }
    Conversation current = collaborators.conversations.readConsistently(stored.key());
    consistent = true;
    boolean same = current.equals(stored);
    restartFrom(current);
    return same;
  }

  private boolean hasDecided() {
    return !decided.isEmpty();
  }

  /** Writes the decided events. After a conflict they are decided again from the stored item. */
  private void flush() {
    if (!changed) {
      debugLines.storeAlone();
      completeDecided(stored);
      return;
    }
    Conversation trimmed = updated.with(repetitions.trimmed(updated.recent()));
    MessageAppender.Placement placed =
        collaborators.appender.place(trimmed, messages, lifecycle.recordedAt());
    switch (collaborators.writer.commit(
        stored,
        placed.conversation(),
        changedSessions.values(),
        placed.parts(),
        debugLines.entries(stored.version()),
        bot)) {
      case Conversations.Commit.Done done -> {
        debugLines.markStored();
        consistent = true;
        conflicts = 0;
        completeDecided(done.conversation());
      }
      case Conversations.Commit.Conflict conflict -> {
        consistent = true;
        restartFrom(conflict.current());
        collaborators.backoff.awaitRetry(++conflicts);
      }
    }
  }

  /** Gives the decided events their results. */
  private void completeDecided(Conversation conversation) {
    for (EventOutcome outcome : decided) {
      results.add(
          switch (outcome) {
            case EventOutcome.Applied applied -> recordedIn(applied.session(), conversation);
            case EventOutcome.Repeated repeated -> recordedIn(repeated.session(), conversation);
            case EventOutcome.Logged logged -> recordedIn(logged.session(), conversation);
            case EventOutcome.Refused refused -> new RecordingResult.Refused(refused.reason());
            case EventOutcome.NeedsAdjacentSessions undecided ->
                throw new IllegalStateException("never decided");
          });
    }
    restartFrom(conversation);
  }

  private void restartFrom(Conversation current) {
    stored = current;
    updated = current.with(repetitions.withDroppedRepetitions(current.recent()));
    changed = false;
    decided.clear();
    changedSessions.clear();
    messages.clear();
    debugLines.clear();
  }

  private static RecordingResult recordedIn(
      @Nullable SessionId session, Conversation conversation) {
    if (session == null) {
      return new RecordingResult.Sessionless();
    }
    LiveSession live = conversation.live();
    boolean isLive = live != null && live.session().id().equals(session);
    return new RecordingResult.InSession(
        session, isLive ? SessionStatus.ACTIVE : SessionStatus.CLOSED);
  }
}
