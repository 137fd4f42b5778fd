package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.Sessions;
import org.junit.jupiter.api.Test;

class InMemoryClosingQueueTest {
  private final InMemoryClosingQueue queue = new InMemoryClosingQueue();
  private final ScriptedClosing first = closing("u-1", 1);
  private final ScriptedClosing second = closing("u-1", 2);

  @Test
  void deliversInOrderEachUntilItIsFinished() {
    queue.send(first);
    queue.send(second);
    List<String> deliveries = new ArrayList<>();

    int count =
        queue.deliver(
            (closing, delivery) -> {
              deliveries.add(closing.session().id() + " " + delivery);
              return closing.equals(first) && delivery < 3 ? Optional.of("no") : Optional.empty();
            });

    assertThat(count).isEqualTo(4);
    assertThat(deliveries)
        .containsExactly(
            first.session().id() + " 1",
            first.session().id() + " 2",
            first.session().id() + " 3",
            second.session().id() + " 1");
    assertThat(queue.deliver((closing, delivery) -> Optional.of("never"))).isZero();
  }

  @Test
  void aClosingWhoseDeliveryThrewIsDeliveredAgain() {
    queue.send(first);
    assertThatThrownBy(
            () ->
                queue.deliver(
                    (closing, delivery) -> {
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(queue.deliver((closing, delivery) -> Optional.empty())).isEqualTo(1);
  }

  @Test
  void refusesOrFailsAsItIsTold() {
    queue.judging(closing -> Optional.of("too large"));
    assertThat(queue.send(first)).contains("too large");
    queue.unreachable();
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> queue.send(first));
    assertThat(queue.sent()).isEmpty();
  }

  private static ScriptedClosing closing(String user, int number) {
    return new ScriptedClosing(Sessions.closed(Sessions.live(user, number), 1), "script");
  }
}
