package org.conversationsessions.application.counting;

import java.time.LocalDate;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.registry.BotId;

class InMemorySessionCountersTest extends SessionCountersPortTests {
  private final InMemorySessionCounters counters = new InMemorySessionCounters();

  @Override
  protected SessionCounters counters() {
    return counters;
  }

  @Override
  protected BucketCounts countsOf(BotId bot, LocalDate day) {
    return counters.countsOf(bot, day);
  }

  @Override
  protected BucketCounts countsOf(BotId bot, String userId, LocalDate day) {
    return counters.countsOf(bot, userId, day);
  }

  @Override
  protected DayMeasures measuresOf(BotId bot, LocalDate day) {
    return counters.measuresOf(bot, day);
  }

  @Override
  protected void damage(BotId bot, String userId, LocalDate day) {
    counters.damage(bot, userId, day);
  }
}
