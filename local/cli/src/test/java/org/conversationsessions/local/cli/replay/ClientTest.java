package org.conversationsessions.local.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientTest {
  private final FakeTime time = new FakeTime();
  private final Tally tally = new Tally();
  private final Stop stop = new Stop();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<List<Long>> asked = new ArrayList<>();

  @Test
  void countsWhatWasTakenAndWhatWasNot() throws Exception {
    answers.add(results(0, 412, 0));

    send(3, 1, 2, 3);

    assertThat(asked).containsExactly(List.of(1L, 2L, 3L));
    assertThat(tally.figures().sent()).isEqualTo(2);
    assertThat(tally.figures().failures()).containsExactly("line 2: 412 why");
  }

  @Test
  void sendsAgainInOrderWhatFailedOnTheServicesSideBeforeAnythingElse() throws Exception {
    answers.add(results(0, 500, 0, 503));
    answers.add(results(500, 0));
    answers.add(results(0));
    answers.add(results(0));

    send(4, 1, 2, 3, 4, 5);

    assertThat(asked)
        .containsExactly(List.of(1L, 2L, 3L, 4L), List.of(2L, 4L), List.of(2L), List.of(5L));
    assertThat(tally.figures().sent()).isEqualTo(5);
    assertThat(time.pauses()).hasSize(2);
  }

  @Test
  void sendsTheSameBatchAgainWhenTheServiceIsAway() throws Exception {
    answers.add(new Answer.Unavailable("503", Optional.empty()));
    answers.add(new Answer.Unavailable("429", Optional.of(Duration.ofSeconds(30))));
    answers.add(results(0, 0));

    send(2, 1, 2);

    assertThat(asked).hasSize(3).containsOnly(List.of(1L, 2L));
    assertThat(time.pauses()).hasSize(2).last().isEqualTo(Duration.ofSeconds(30));
    assertThat(tally.figures().sent()).isEqualTo(2);
  }

  @Test
  void givesUpAnEventThatKeepsFailingAndGoesOn() throws Exception {
    answers.add(results(0, 500));
    for (int i = 0; i < Backoff.TRIES - 1; i++) {
      answers.add(results(500));
    }
    answers.add(results(0));

    send(2, 1, 2, 3);

    assertThat(answers).isEmpty();
    assertThat(tally.figures().sent()).isEqualTo(2);
    assertThat(tally.figures().failures()).containsExactly("line 2: 500 why");
    assertThat(stop.isSet()).isFalse();
  }

  @Test
  void stopsWhenTheServiceStaysAwayBecauseWhatFollowsMustNotOvertake() throws Exception {
    for (int i = 0; i < Backoff.TRIES; i++) {
      answers.add(new Answer.Unavailable("503 away", Optional.empty()));
    }

    send(2, 1, 2, 3, 4);

    assertThat(asked).hasSize(Backoff.TRIES).containsOnly(List.of(1L, 2L));
    assertThat(stop.reason()).contains("503 away");
    assertThat(tally.figures().notSent()).isEqualTo(4);
    assertThat(tally.figures().firstNotSent()).isEqualTo(1);
    assertThat(tally.figures().sent()).isZero();
  }

  @Test
  void stopsAtOnceWhenNothingWillEverBeTaken() throws Exception {
    answers.add(new Answer.Hopeless("401 Invalid SDK credentials"));

    send(2, 1, 2, 3);

    assertThat(asked).hasSize(1);
    assertThat(stop.reason()).contains("401 Invalid SDK credentials");
    assertThat(tally.figures().notSent()).isEqualTo(3);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void goesOnBehindABatchThatIsRefused() throws Exception {
    answers.add(new Answer.Refused("413 too long"));
    answers.add(results(0));

    send(2, 1, 2, 3);

    assertThat(tally.figures().sent()).isEqualTo(1);
    assertThat(tally.figures().failures())
        .containsExactly("line 1: 413 too long", "line 2: 413 too long");
  }

  @Test
  void sendsNothingMoreOnceSomebodyElseStopped() throws Exception {
    stop.because("another client");

    send(2, 1, 2);

    assertThat(asked).isEmpty();
    assertThat(tally.figures().notSent()).isEqualTo(2);
  }

  /** Sends the events of these lines, in batches; at most two, for more do not fit in a lane. */
  private void send(int batch, long... lines) throws InterruptedException {
    Lane lane = new Lane(batch, 1 << 20);
    for (RecordedLine.Event event : Events.events(lines)) {
      lane.put(event);
    }
    lane.close();
    new Client(this::answer, new Backoff(new Random(1)), time, tally, stop).run(lane);
  }

  private Answer answer(List<RecordedLine.Event> batch) {
    asked.add(batch.stream().map(RecordedLine.Event::number).toList());
    return answers.remove();
  }

  /** A result for each code; 0 is an event that was taken. */
  private static Answer results(int... codes) {
    return new Answer.Results(
        IntStream.of(codes)
            .mapToObj(
                code ->
                    code == 0
                        ? Optional.<Answer.Problem>empty()
                        : Optional.of(new Answer.Problem(code, "why")))
            .toList());
  }
}
