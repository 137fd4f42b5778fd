package org.conversationsessions.application.recording;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EventOutcome;
import org.conversationsessions.domain.conversation.Lifecycle;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Records activity: reads conversations, lets {@link Lifecycle} decide, writes on condition that
 * nobody wrote in between, and starts again with what is stored when somebody did. Events of one
 * conversation that come together are decided one after another and written together, so a batch
 * costs one write for each conversation and stretch.
 */
public final class Recorder {
  /** More records than this are not put into one transaction; DynamoDB takes 100 items. */
  private static final int MAX_RECORDS = 40;

  private final Conversations conversations;
  private final ConversationWriter commits;
  private final SessionIds ids;
  private final Clock clock;
  private final BackoffPolicy contention;

  /**
   * Makes a recorder.
   *
   * @param contention how to wait after a lost write
   */
  public Recorder(
      Conversations conversations,
      DueConversations due,
      SessionIds ids,
      Clock clock,
      BackoffPolicy contention) {
    this.conversations = conversations;
    this.commits = new ConversationWriter(conversations, due, clock);
    this.ids = ids;
    this.clock = clock;
    this.contention = contention;
  }

  /** What became of one event. */
  public sealed interface Recorded {
    /**
     * It counts in this session, durably.
     *
     * @param session the session
     * @param status whether the session goes on
     */
    record In(SessionId session, SessionStatus status) implements Recorded {}

    /**
     * It is recorded, durably, and counts in no session: a discard of a conversation that has none.
     */
    record Sessionless() implements Recorded {}

    /**
     * It fits nowhere.
     *
     * @param reason why
     */
    record Refused(String reason) implements Recorded {}

    /**
     * The store failed; it is unknown whether the event counts. Sent again, it counts once.
     *
     * @param cause what failed
     */
    record Failed(StoreException cause) implements Recorded {}
  }

  /**
   * Records events of one bot, those of a conversation in the order given. A failure of the store
   * spoils only the events of the conversation it struck.
   *
   * @return what became of each event, in the order given
   * @throws StoreException if the conversations could not even be read
   */
  public List<Recorded> record(Bot bot, List<ActivityEvent> events) {
    Map<ConversationKey, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      places.computeIfAbsent(events.get(i).conversation(), key -> new ArrayList<>()).add(i);
    }
    Map<ConversationKey, Conversation> known = conversations.glance(places.keySet());
    Recorded[] results = new Recorded[events.size()];
    Parallel.forEach(
        places.entrySet(),
        entry -> {
          List<ActivityEvent> own = entry.getValue().stream().map(events::get).toList();
          List<Recorded> recorded = record(bot, entry.getKey(), known, own);
          for (int i = 0; i < own.size(); i++) {
            results[entry.getValue().get(i)] = recorded.get(i);
          }
        });
    return List.of(results);
  }

  private List<Recorded> record(
      Bot bot,
      ConversationKey key,
      Map<ConversationKey, Conversation> known,
      List<ActivityEvent> events) {
    try {
      Conversation glanced = known.get(key);
      return new Stretch(bot, glanced == null ? conversations.read(key) : glanced, events).run();
    } catch (StoreException e) {
      return Collections.nCopies(events.size(), new Recorded.Failed(e));
    }
  }

  /** The events of one conversation on their way. */
  private final class Stretch {
    private final Lifecycle lifecycle;
    private final Sharding sharding;
    private final List<ActivityEvent> events;
    private final RecentEvents.Request memory;
    private final List<Recorded> results = new ArrayList<>();
    private final List<EventOutcome> pending = new ArrayList<>();
    private final Map<SessionId, Session> records = new LinkedHashMap<>();

    /** What is stored, as far as we know. */
    private Conversation stored;

    /** What is stored, with the pending events; it also recalls what {@link #memory} knows. */
    private Conversation next;

    /** Whether the pending events change anything. */
    private boolean changed;

    /** Whether {@link #stored} was read consistently or written by us. */
    private boolean certain;

    /** How many writes were lost in a row. */
    private int lost;

    Stretch(Bot bot, Conversation glanced, List<ActivityEvent> events) {
      this.lifecycle = new Lifecycle(bot.settings(), ids, clock.instant());
      this.sharding = bot.sharding();
      this.events = events;
      this.memory = new RecentEvents.Request(events.stream().map(ActivityEvent::eventId).toList());
      this.stored = glanced;
      this.next = glanced.with(memory.recall(glanced.recent()));
    }

    List<Recorded> run() {
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
      if (place == events.size() || records.size() >= MAX_RECORDS) {
        flush();
        return;
      }
      ActivityEvent event = events.get(place);
      EventOutcome outcome = lifecycle.apply(next, event);
      switch (outcome) {
        case EventOutcome.Applied applied -> add(applied);
        case EventOutcome.Repeated repeated -> pending.add(repeated);
        case EventOutcome.NeedsPast past -> lookBack(event);
        case EventOutcome.Refused refused -> refuse(refused);
      }
    }

    private void add(EventOutcome.Applied applied) {
      pending.add(applied);
      changed = true;
      next = applied.next();
      applied.records().forEach(session -> records.put(session.id(), session));
    }

    private void lookBack(ActivityEvent event) {
      // The past is read as it is stored, so what is pending goes there first, and a glance is not
      // enough.
      if (isPending() || !becomeCertain()) {
        flush();
        return;
      }
      AdjacentSessions past =
          conversations.past(
              event.conversation(), event.timestamp(), lifecycle.settings().inactivity());
      switch (lifecycle.applyToPast(next, event, past)) {
        case EventOutcome.Applied applied -> add(applied);
        case EventOutcome.Refused refused -> refuse(refused);
        case EventOutcome.Repeated repeated -> pending.add(repeated);
        case EventOutcome.NeedsPast again -> throw new IllegalStateException("the past was given");
      }
    }

    private void refuse(EventOutcome.Refused refused) {
      // Nothing is refused for what a glance showed.
      if (certain) {
        pending.add(refused);
        refused.closed().ifPresent(this::close);
      } else if (isPending()) {
        flush();
      } else {
        becomeCertain();
      }
    }

    private void close(Lifecycle.Closed closed) {
      changed = true;
      next = closed.next();
      records.put(closed.session().id(), closed.session());
    }

    /**
     * Reads what is stored, unless that is certain; false if the next event must be decided anew.
     */
    private boolean becomeCertain() {
      if (certain) {
        return true;
      }
      Conversation current = conversations.read(stored.key());
      certain = true;
      boolean same = current.equals(stored);
      restart(current);
      return same;
    }

    private boolean isPending() {
      return !pending.isEmpty();
    }

    private void flush() {
      if (!changed) {
        settle(stored);
        return;
      }
      Conversation remembering = next.with(memory.remembered(next.recent()));
      switch (commits.commit(stored, remembering, records.values(), sharding)) {
        case Conversations.Commit.Done done -> {
          certain = true;
          lost = 0;
          settle(done.conversation());
        }
        case Conversations.Commit.Lost lostTo -> {
          certain = true;
          restart(lostTo.current());
          contention.afterLoss(++lost);
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
}
