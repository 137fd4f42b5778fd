package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.conversationsessions.cli.replay.recording.RecordedEvents;
import org.conversationsessions.cli.replay.recording.RecordedLine;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

/** Verifies the faults of the fake service through the real endpoint. */
class FakeServiceTest {
  @Test
  void takesAnEventOnceAndKeepsTheOrderOfEachConversation() throws Exception {
    try (FakeService service = new FakeService(request -> FakeService.Fault.NONE)) {
      send(service, RecordedEvents.events(1, 2, 4));
      send(service, RecordedEvents.events(4, 7));

      assertThat(service.taken())
          .isEqualTo(Map.of("u-1/rtm", List.of("e-1", "e-4", "e-7"), "u-2/rtm", List.of("e-2")));
      assertThat(service.sizes()).containsExactly(3, 2);
    }
  }

  @Test
  void failsTheSecondEventAndWhatFollowsInItsConversation() throws Exception {
    try (FakeService service = new FakeService(request -> FakeService.Fault.HALF)) {
      SendResult answer = send(service, RecordedEvents.events(1, 2, 3, 5));

      assertThat(answer)
          .isInstanceOfSatisfying(
              SendResult.PerEvent.class,
              r ->
                  assertThat(r.problems().stream().map(p -> p.isPresent()))
                      .containsExactly(false, true, false, true));
      assertThat(service.taken()).containsOnlyKeys("u-1/rtm", "u-0/rtm");
    }
  }

  @Test
  void takesEverythingBeforeItCutsTheConnection() throws Exception {
    try (FakeService service = new FakeService(request -> FakeService.Fault.CUT)) {
      assertThat(send(service, RecordedEvents.events(1)))
          .isInstanceOf(SendResult.Unavailable.class);
      assertThat(service.taken()).containsOnlyKeys("u-1/rtm");
    }
  }

  @Test
  void takesNothingWhenItIsUnavailableOrLimits() throws Exception {
    for (FakeService.Fault fault : List.of(FakeService.Fault.AWAY, FakeService.Fault.LIMITED)) {
      try (FakeService service = new FakeService(request -> fault)) {
        assertThat(send(service, RecordedEvents.events(1)))
            .isInstanceOf(SendResult.Unavailable.class);
        assertThat(service.taken()).isEmpty();
      }
    }
  }

  private static SendResult send(FakeService service, List<RecordedLine.Event> events)
      throws Exception {
    return new HttpActivityEndpoint(
            service.url(), new BotId("st-1"), () -> "token", InstantSource.system())
        .send(events);
  }
}
