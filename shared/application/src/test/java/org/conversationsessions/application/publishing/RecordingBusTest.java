package org.conversationsessions.application.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.publishing.EventBus.Delivery;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.Sessions;
import org.junit.jupiter.api.Test;

class RecordingBusTest {
  private final RecordingBus bus = new RecordingBus();
  private final SessionEvent event = new SessionEvent.Started(Sessions.live("u-1", 1));

  @Test
  void recordsAcceptedEventsOnly() {
    assertThat(bus.publish(List.of(event))).containsExactly(new Delivery.Accepted());
    bus.judging(e -> new Delivery.Failed("busy"));
    assertThat(bus.publish(List.of(event))).containsExactly(new Delivery.Failed("busy"));

    assertThat(bus.taken()).containsExactly(event);
    assertThat(bus.calls()).containsExactly(1, 1);
  }

  @Test
  void refusesCallsThatTheServiceWouldRefuse() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> bus.publish(List.of()));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> bus.publish(Collections.nCopies(11, event)));
  }

  @Test
  void acceptsDeadLettersUnlessToldNotTo() {
    bus.sendToDeadLetterQueue(event, "too large");
    bus.acceptingDeadLetters(e -> false);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> bus.sendToDeadLetterQueue(event, "again"));
    assertThat(bus.deadLetters()).containsExactly(event);
  }
}
