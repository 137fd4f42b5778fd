package org.conversationsessions.store.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.conversationsessions.application.counting.TagIndex;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.domain.tag.TaggedSessions;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/**
 * The write units that the index by tag adds to a session with three tags. A whole session takes 45
 * to 52 without it ({@code BudgetIT}), so 6.75 are 15 %.
 */
class TagIndexBudgetIT {
  private static final double FIFTEEN_PERCENT = 6.75;
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final int TERMS = 1_000;
  private static final int SESSIONS = 1_000;
  private static final int BATCH = 100;
  private static final int TAGS = 3;

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(TagIndexBudgetIT.class);
  private final CapacityMeter meter = new CapacityMeter();
  private final TagIndex index =
      DynamoTagIndex.of(
          TestDynamo.LOCAL.client(meter), database.tables(), Clock.fixed(TEN, ZoneOffset.UTC));

  private final Random random;

  TagIndexBudgetIT(@Seeded Random random) {
    this.random = random;
  }

  @Test
  void aChangeAloneInAQuietHourTakesThreeWriteUnits() {
    Session session = session(0, 1, 2, 3);
    CapacityMeter.Reading read = apply(List.of(TagChange.of(1, null, session)));

    assertThat(read.writes()).isEqualTo(TAGS);
    assertThat(read.reads()).isLessThanOrEqualTo(TAGS + 1);
  }

  @Test
  void twoChangesOfASessionTakeAtMostFifteenPercentIfAHundredComeTogether() {
    double even = twoChanges(false);
    double skewed = twoChanges(true);

    assertThat(even).isLessThanOrEqualTo(FIFTEEN_PERCENT);
    assertThat(skewed).isLessThanOrEqualTo(FIFTEEN_PERCENT);
  }

  /** Returns the write units of a session that starts and then changes its containment. */
  private double twoChanges(boolean skewed) {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(
          session(3_600 * (skewed ? 1 : 2) + i / 2, term(skewed), term(skewed), term(skewed)));
    }
    CapacityMeter.Reading all = CapacityMeter.Reading.NOTHING;
    for (int from = 0; from < SESSIONS; from += BATCH) {
      List<Session> some = sessions.subList(from, from + BATCH);
      all = all.plus(apply(some.stream().map(one -> TagChange.of(1, null, one)).toList()));
      all = all.plus(apply(some.stream().map(one -> TagChange.of(2, one, agent(one))).toList()));
    }
    double units = all.writes() / SESSIONS;
    System.out.printf(
        "budget: two changes of a session, %s terms, %d together: %.1f WU, %.1f RU%n",
        skewed ? "skewed" : "even", BATCH, units, all.reads() / SESSIONS);
    return units;
  }

  /** Returns the number of a term. Skewed: the n-th is n times rarer than the first (Zipf). */
  private int term(boolean skewed) {
    return skewed ? (int) Math.pow(TERMS, random.nextDouble()) - 1 : random.nextInt(TERMS);
  }

  private CapacityMeter.Reading apply(List<TagChange> changes) {
    return meter.of(() -> assertThat(index.apply(changes)).isEmpty());
  }

  private Session session(int second, int... terms) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      tags.add(new Tag("n" + terms[i], "v"));
    }
    return TaggedSessions.session(
        SessionId.of(TEN.plusSeconds(second), random.nextLong()),
        SessionKind.ALL.get(2),
        new Tags(tags, List.of()));
  }

  private static Session agent(Session session) {
    return TaggedSessions.session(session.id(), SessionKind.ALL.get(4), session.tags());
  }
}
