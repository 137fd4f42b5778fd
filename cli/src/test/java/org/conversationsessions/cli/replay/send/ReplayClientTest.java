package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.conversationsessions.cli.replay.recording.RecordedEvents;
import org.conversationsessions.cli.replay.recording.RecordedLine;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;

class ReplayClientTest {
  private final FakeReplayClock clock = new FakeReplayClock();
  private final ReplayCounts counts = new ReplayCounts();
  private final StopSignal stop = new StopSignal();
  private final Queue<SendResult> answers = new ArrayDeque<>();
  private final List<List<Long>> asked = new ArrayList<>();

  @Test
  void countsTakenAndFailedEvents() throws Exception {
    answers.add(results(0, 412, 0));

    send(3, 1, 2, 3);

    assertThat(asked).containsExactly(List.of(1L, 2L, 3L));
    assertThat(counts.totals().sent()).isEqualTo(2);
    assertThat(counts.totals().failures()).containsExactly("line 2: 412 why");
  }

  @Test
  void retriesTransientFailuresInOrderBeforeLaterEvents() throws Exception {
    answers.add(results(0, 500, 0, 503));
    answers.add(results(500, 0));
    answers.add(results(0));
    answers.add(results(0));

    send(4, 1, 2, 3, 4, 5);

    assertThat(asked)
        .containsExactly(List.of(1L, 2L, 3L, 4L), List.of(2L, 4L), List.of(2L), List.of(5L));
    assertThat(counts.totals().sent()).isEqualTo(5);
    assertThat(clock.pauses()).hasSize(2);
  }

  @Test
  void retriesTheSameBatchWhenTheServiceIsUnavailable() throws Exception {
    answers.add(new SendResult.Unavailable("503", Optional.empty()));
    answers.add(new SendResult.Unavailable("429", Optional.of(Duration.ofSeconds(30))));
    answers.add(results(0, 0));

    send(2, 1, 2);

    assertThat(asked).hasSize(3).containsOnly(List.of(1L, 2L));
    assertThat(clock.pauses()).hasSize(2).last().isEqualTo(Duration.ofSeconds(30));
    assertThat(counts.totals().sent()).isEqualTo(2);
  }

  @Test
  void givesUpAnEventThatKeepsFailingAndContinues() throws Exception {
    answers.add(results(0, 500));
    for (int i = 0; i < Backoff.MAX_ATTEMPTS - 1; i++) {
      answers.add(results(500));
    }
    answers.add(results(0));

    send(2, 1, 2, 3);

    assertThat(answers).isEmpty();
    assertThat(counts.totals().sent()).isEqualTo(2);
    assertThat(counts.totals().failures()).containsExactly("line 2: 500 why");
    assertThat(stop.isSet()).isFalse();
  }

  @Test
  void stopsWhenTheServiceStaysUnavailableToKeepTheOrder() throws Exception {
    for (int i = 0; i < Backoff.MAX_ATTEMPTS; i++) {
      answers.add(new SendResult.Unavailable("503 away", Optional.empty()));
    }

    send(2, 1, 2, 3, 4);

    assertThat(asked).hasSize(Backoff.MAX_ATTEMPTS).containsOnly(List.of(1L, 2L));
    assertThat(stop.reason()).contains("503 away");
    assertThat(counts.totals().notSent()).isEqualTo(4);
    assertThat(counts.totals().firstNotSent()).isEqualTo(1);
    assertThat(counts.totals().sent()).isZero();
  }

  @Test
  void stopsAtOnceOnAFatalResult() throws Exception {
    answers.add(new SendResult.Fatal("401 Invalid SDK credentials"));

    send(2, 1, 2, 3);

    assertThat(asked).hasSize(1);
    assertThat(stop.reason()).contains("401 Invalid SDK credentials");
    assertThat(counts.totals().notSent()).isEqualTo(3);
    assertThat(clock.pauses()).isEmpty();
  }

  @Test
  void continuesAfterARefusedBatch() throws Exception {
    answers.add(new SendResult.Refused("413 too long"));
    answers.add(results(0));

    send(2, 1, 2, 3);

    assertThat(counts.totals().sent()).isEqualTo(1);
    assertThat(counts.totals().failures())
        .containsExactly("line 1: 413 too long", "line 2: 413 too long");
  }

  @Test
  void sendsNothingAfterAStop() throws Exception {
    stop.stop("another client");

    send(2, 1, 2);

    assertThat(asked).isEmpty();
    assertThat(counts.totals().notSent()).isEqualTo(2);
  }

  /** Sends the events of these lines, in batches; at most two, because a queue holds no more. */
  private void send(int batch, long... lines) throws InterruptedException {
    ClientQueue queue = new ClientQueue(batch, 1 << 20);
    for (RecordedLine.Event event : RecordedEvents.events(lines)) {
      queue.put(event);
    }
    queue.close();
    new ReplayClient(this::answer, new Backoff(Randoms.fixed(1)), clock, counts, stop).run(queue);
  }

  private SendResult answer(List<RecordedLine.Event> batch) {
    asked.add(batch.stream().map(RecordedLine.Event::number).toList());
    return answers.remove();
  }

  /** A result for each code; 0 is an event that was taken. */
  private static SendResult results(int... codes) {
    return new SendResult.PerEvent(
        IntStream.of(codes)
            .mapToObj(
                code ->
                    code == 0
                        ? Optional.<SendResult.Problem>empty()
                        : Optional.of(new SendResult.Problem(code, "why")))
            .toList());
  }
}
