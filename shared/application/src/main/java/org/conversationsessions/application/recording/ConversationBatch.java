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
import org.conversationsessions.application.message.MessageAppender;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.NewMessages;
import org.conversationsessions.application.recording.Recorder.Recorded;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EventOutcome;
import org.conversationsessions.domain.conversation.Lifecycle;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * The events of one conversation that are recorded together. They are decided one after another and
 * written with one conditional write, or with several if they change more than {@value
 * #MAX_RECORDS} sessions or bring more messages than fit into a transaction. Used by one thread.
 *
 * <p>The batch starts from an eventually consistent read. A decision to record is safe on stale
 * data, because the conditional write then conflicts. Refusing an event or looking at adjacent
 * sessions writes nothing that could conflict, so both need a consistent read first.
 */
final class ConversationBatch {
  /**
   * Most sessions in one transaction. DynamoDB allows 100 items; transcript parts need the rest.
   */
  private static final int MAX_RECORDS = 40;

  private final Conversations conversations;
  private final ConversationWriter writer;
  private final BackoffPolicy backoff;
  private final Lifecycle lifecycle;
  private final Sharding sharding;
  private final MessageAppender appender;
  private final MessagePolicy policy;
  private final Optional<String> traceId;
  private final List<ActivityEvent> events;
  private final RecentEvents.Request memory;
  private final List<Recorded> results = new ArrayList<>();
  private final List<EventOutcome> pending = new ArrayList<>();
  private final Map<SessionId, Session> records = new LinkedHashMap<>();
  private final NewMessages messages;

  /** The conversation as last read or written. */
  private Conversation stored;

  /** {@link #stored} after the pending events; it also recalls what {@link #memory} knows. */
  private Conversation next;

  /** Whether the pending events change the conversation. */
  private boolean changed;

  /** Whether {@link #stored} comes from a consistent read or from a write of this batch. */
  private boolean consistent;

  /** Conflicts since the last successful write. */
  private int conflicts;

  /**
   * Creates a batch.
   *
   * @param policy what is kept of the messages
   * @param traceId the request that brought the events
   * @param start the conversation as an eventually consistent read returned it
   * @param events the events in their order
   */
  ConversationBatch(
      Conversations conversations,
      ConversationWriter writer,
      BackoffPolicy backoff,
      Lifecycle lifecycle,
      Sharding sharding,
      MessageAppender appender,
      MessagePolicy policy,
      Optional<String> traceId,
      Conversation start,
      List<ActivityEvent> events) {
    this.conversations = conversations;
    this.writer = writer;
    this.backoff = backoff;
    this.lifecycle = lifecycle;
    this.sharding = sharding;
    this.appender = appender;
    this.policy = policy;
    this.traceId = traceId;
    this.messages = new NewMessages(policy);
    this.events = events;
    this.memory = new RecentEvents.Request(events.stream().map(ActivityEvent::eventId).toList());
    this.stored = start;
    this.next = start.with(memory.recall(start.recent()));
  }

  /**
   * Records the events. If the store fails, the events without a result yet fail.
   *
   * @return the result of each event, in their order
   */
  List<Recorded> record() {
    try {
      while (results.size() < events.size()) {
        step();
      }
    } catch (StoreException e) {
      while (results.size() < events.size()) {
        results.add(new Recorded.Failed(e));
      }
    }
    return results;
  }

  private void step() {
    int place = results.size() + pending.size();
    if (place == events.size() || records.size() >= MAX_RECORDS || messages.isFull()) {
      flush();
      return;
    }
    ActivityEvent event = events.get(place);
    EventOutcome outcome = lifecycle.apply(next, event);
    switch (outcome) {
      case EventOutcome.Applied applied -> add(event, applied);
      case EventOutcome.Repeated repeated -> pending.add(repeated);
      case EventOutcome.NeedsPast past -> readPast(event);
      case EventOutcome.Refused refused -> refuse(refused);
    }
  }

  private void add(ActivityEvent event, EventOutcome.Applied applied) {
    pending.add(applied);
    changed = true;
    next = applied.next();
    applied.records().forEach(session -> records.put(session.id(), session));
    applied
        .counted()
        .flatMap(session -> policy.message(event, session, lifecycle.recordedAt(), traceId))
        .ifPresent(messages::add);
  }

  private void readPast(ActivityEvent event) {
    // Adjacent sessions are read from the store, so pending events must be written first.
    if (isPending() || !ensureConsistent()) {
      flush();
      return;
    }
    AdjacentSessions past =
        conversations.past(
            event.conversation(), event.timestamp(), lifecycle.settings().inactivity());
    switch (lifecycle.applyToPast(next, event, past)) {
      case EventOutcome.Applied applied -> add(event, applied);
      case EventOutcome.Refused refused -> refuse(refused);
      case EventOutcome.Repeated repeated -> pending.add(repeated);
      case EventOutcome.NeedsPast again -> throw new IllegalStateException("the past was given");
    }
  }

  private void refuse(EventOutcome.Refused refused) {
    if (consistent) {
      pending.add(refused);
      refused.closed().ifPresent(this::close);
    } else if (isPending()) {
      flush();
    } else {
      ensureConsistent();
    }
  }

  private void close(Lifecycle.Closed closed) {
    changed = true;
    next = closed.next();
    records.put(closed.session().id(), closed.session());
  }

  /**
   * Reads the conversation consistently, unless {@link #stored} is consistent.
   *
   * @return false if the conversation has changed, so that the next event must be decided again
   */
  private boolean ensureConsistent() {
    if (consistent) {
      return true;
    }
    Conversation current = conversations.readConsistently(stored.key());
    consistent = true;
    boolean same = current.equals(stored);
    restart(current);
    return same;
  }

  private boolean isPending() {
    return !pending.isEmpty();
  }

  /** Writes the pending events. After a conflict they are decided again from what is stored. */
  private void flush() {
    if (!changed) {
      settle(stored);
      return;
    }
    Conversation remembering = next.with(memory.remembered(next.recent()));
    MessageAppender.Placement placed =
        appender.place(remembering, messages, lifecycle.recordedAt());
    switch (writer.commit(stored, placed.next(), records.values(), placed.parts(), sharding)) {
      case Conversations.Commit.Done done -> {
        consistent = true;
        conflicts = 0;
        settle(done.conversation());
      }
      case Conversations.Commit.Conflict conflict -> {
        consistent = true;
        restart(conflict.current());
        backoff.afterLoss(++conflicts);
      }
    }
  }

  private void settle(Conversation now) {
    for (EventOutcome outcome : pending) {
      results.add(
          switch (outcome) {
            case EventOutcome.Applied applied -> in(applied.session(), now);
            case EventOutcome.Repeated repeated -> in(repeated.session(), now);
            case EventOutcome.Refused refused -> new Recorded.Refused(refused.reason());
            case EventOutcome.NeedsPast past -> throw new IllegalStateException("never pending");
          });
    }
    restart(now);
  }

  private void restart(Conversation current) {
    stored = current;
    next = current.with(memory.recall(current.recent()));
    changed = false;
    pending.clear();
    records.clear();
    messages.clear();
  }

  private static Recorded in(@Nullable SessionId session, Conversation now) {
    if (session == null) {
      return new Recorded.Sessionless();
    }
    LiveSession live = now.live();
    boolean goesOn = live != null && live.session().id().equals(session);
    return new Recorded.In(session, goesOn ? SessionStatus.ACTIVE : SessionStatus.CLOSED);
  }
}
