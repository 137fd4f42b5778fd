package org.conversationsessions.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;

/**
 * Generates the stream's changes of many random sessions: they start, change kind and are removed.
 */
public final class RandomSessionChanges {
  private final Random random;
  private final BotId bot;
  private final List<String> users;
  private final Instant first;
  private final Duration span;
  private final Map<String, StoredSession> stored = new TreeMap<>();
  private long number = 1_000_000_000_000L;

  /**
   * Creates a generator.
   *
   * @param users how many end users there are
   * @param first the earliest start
   * @param span the range of starts
   */
  public RandomSessionChanges(Random random, BotId bot, int users, Instant first, Duration span) {
    this.random = random;
    this.bot = bot;
    this.users = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      this.users.add("user#" + i);
    }
    this.first = first;
    this.span = span;
  }

  /**
   * A stored session.
   *
   * @param user the end user
   * @param start its start
   * @param counted its kind and measures
   */
  public record StoredSession(String user, Instant start, CountedSession counted) {}

  /** Returns the next changes. */
  public List<CountChange> next(int changes) {
    List<CountChange> some = new ArrayList<>();
    while (some.size() < changes) {
      some.add(change());
    }
    return some;
  }

  /** Returns the sessions that exist after all changes so far. */
  public List<StoredSession> stored() {
    return List.copyOf(stored.values());
  }

  private CountChange change() {
    int what = random.nextInt(10);
    if (what < 5 || stored.isEmpty()) {
      String user = users.get(random.nextInt(random.nextBoolean() ? 3 : users.size()));
      StoredSession session =
          new StoredSession(
              user, first.plusMillis((long) (random.nextDouble() * span.toMillis())), counted());
      stored.put("s" + number, session);
      return change(session, null, session.counted);
    }
    List<Map.Entry<String, StoredSession>> all = List.copyOf(stored.entrySet());
    Map.Entry<String, StoredSession> one = all.get(random.nextInt(all.size()));
    String id = one.getKey();
    StoredSession session = one.getValue();
    if (what < 8) {
      StoredSession changed = new StoredSession(session.user, session.start, counted());
      stored.put(id, changed);
      return change(session, session.counted, changed.counted);
    }
    if (what == 8) {
      return change(session, session.counted, session.counted);
    }
    stored.remove(id);
    return change(session, session.counted, null);
  }

  private CountChange change(
      StoredSession session, @Nullable CountedSession before, @Nullable CountedSession after) {
    number += 1 + random.nextInt(1000);
    return new CountChange(
        new SequenceNumber("000" + number),
        bot,
        session.user,
        session.start,
        before,
        after,
        null,
        "");
  }

  /** Returns a session of any kind, live or closed. */
  private CountedSession counted() {
    return new CountedSession(
        SessionKind.ALL.get(random.nextInt(SessionKind.ALL.size())),
        random.nextInt(3) == 0
            ? SessionMeasures.NONE
            : new SessionMeasures(
                1,
                random.nextInt(40),
                random.nextInt(3_600_000),
                random.nextInt(4),
                random.nextInt(3),
                random.nextInt(2),
                random.nextInt(2)));
  }
}
