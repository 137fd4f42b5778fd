package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link ClosingJobs} promises (contract, section 4). */
public abstract class ClosingJobsPortTests {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Instant LATER = Instant.parse("2026-03-01T10:01:00.456Z");

  private final BotId bot = new BotId("st-" + UUID.randomUUID());

  /** Returns the jobs under test. */
  protected abstract ClosingJobs jobs();

  @Test
  void aJobIsKeptWithItsSessionsUntilItIsComplete() {
    Set<SessionId> sessions = sessions(3);
    ClosingJob job = job(3);
    assertThat(jobs().last(bot)).isEmpty();

    assertThat(jobs().start(job, sessions)).isTrue();

    assertThat(jobs().last(bot)).contains(job);
    assertThat(incomplete()).contains(job);
    assertThat(jobs().sessions(job)).isEqualTo(sessions);

    jobs().addClosed(job, 2);
    jobs().addClosed(job, 1);
    jobs().complete(job, LATER);

    assertThat(jobs().last(bot))
        .contains(new ClosingJob(job.id(), bot, 3, 3, NOW, Optional.of(LATER)));
    assertThat(incomplete()).isEmpty();
    assertThat(jobs().sessions(job)).isEmpty();
  }

  @Test
  void onlyACompleteJobIsReplaced() {
    ClosingJob first = job(2);
    ClosingJob second = job(1);
    assertThat(jobs().start(first, sessions(2))).isTrue();

    assertThat(jobs().start(second, sessions(1))).isFalse();
    assertThat(jobs().last(bot)).contains(first);
    assertThat(jobs().sessions(first)).hasSize(2);

    jobs().complete(first, LATER);
    assertThat(jobs().start(second, sessions(1))).isTrue();
    assertThat(jobs().last(bot)).contains(second);
    assertThat(jobs().sessions(second)).hasSize(1);
    assertThat(jobs().sessions(first)).isEmpty();
  }

  @Test
  void aRepeatedStartIsTheSameStart() {
    ClosingJob job = job(2);

    assertThat(jobs().start(job, sessions(2))).isTrue();
    assertThat(jobs().start(job, sessions(2))).isTrue();

    assertThat(jobs().last(bot)).contains(job);
  }

  @Test
  void aReportThatComesLateChangesNothing() {
    ClosingJob first = job(1);
    ClosingJob second = job(1);
    jobs().start(first, sessions(1));
    jobs().complete(first, NOW);
    jobs().addClosed(first, 1);
    jobs().complete(first, LATER);
    assertThat(jobs().last(bot))
        .contains(new ClosingJob(first.id(), bot, 1, 0, NOW, Optional.of(NOW)));

    jobs().start(second, sessions(1));
    jobs().addClosed(first, 1);
    jobs().complete(first, LATER);
    assertThat(jobs().last(bot)).contains(second);
    assertThat(jobs().sessions(second)).hasSize(1);
  }

  @Test
  void oneOfManyStartsAtATimeWins() {
    AtomicInteger started = new AtomicInteger();
    Parallel.forEach(
        IntStream.range(0, 8).boxed().toList(),
        any -> started.addAndGet(jobs().start(job(1), sessions(1)) ? 1 : 0));

    assertThat(started).hasValueLessThanOrEqualTo(1);
    assertThat(jobs().last(bot).isPresent()).isEqualTo(started.get() == 1);
  }

  @Test
  void aJobHasAllSessionsThatItMayHaveOrNone() {
    ClosingJob many = job(ClosingJobService.MAX_SESSIONS);
    jobs().start(many, sessions(ClosingJobService.MAX_SESSIONS));
    assertThat(jobs().sessions(many)).isEqualTo(sessions(ClosingJobService.MAX_SESSIONS));
    jobs().complete(many, LATER);

    ClosingJob none = job(0);
    jobs().start(none, Set.of());
    assertThat(incomplete()).contains(none);
    assertThat(jobs().sessions(none)).isEmpty();
  }

  private ClosingJob job(int total) {
    return ClosingJob.of(UUID.randomUUID(), bot, total, NOW);
  }

  private List<ClosingJob> incomplete() {
    return jobs()
        .incomplete(
            reason -> {
              throw reason;
            })
        .stream()
        .filter(job -> job.bot().equals(bot))
        .toList();
  }

  private static Set<SessionId> sessions(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> SessionId.of(NOW, number))
        .collect(Collectors.toSet());
  }
}
