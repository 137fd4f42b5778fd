package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which events of a conversation are remembered, for how long (contract, section 6). */
class RecentEventsTest {
  private static final SessionId SESSION = SessionId.of(TestEventBuilder.at("10:00"), 1);

  @Test
  void aRequestStoresTheLastFiftyEventsAndTheirSessions() {
    RecentEvents recent = new RecentEvents.RepetitionTracker(List.of("e59")).trimmed(events(0, 60));

    assertThat(recent.entries()).hasSize(RecentEvents.ALWAYS_REMEMBERED);
    assertThat(recent.find("e9")).isEmpty();
    assertThat(session(recent, "e10")).isEqualTo(SessionId.of(TestEventBuilder.at("10:00"), 10));
    assertThat(session(recent, "e59")).isEqualTo(SessionId.of(TestEventBuilder.at("10:00"), 59));
  }

  @Test
  void aRequestStoresAllItsOwnEventsInTheOrderOfRecording() {
    RecentEvents recent =
        new RecentEvents.RepetitionTracker(List.of("e7", "e59", "e2", "unknown"))
            .trimmed(events(0, 60));

    assertThat(recent.entries())
        .containsExactlyElementsOf(
            Stream.of(events(2, 3), events(7, 8), events(10, 60))
                .flatMap(some -> some.entries().stream())
                .toList());
  }

  @Test
  void aRequestRecallsItsOwnEventsThatOtherWritersDropped() {
    RecentEvents.RepetitionTracker request =
        new RecentEvents.RepetitionTracker(List.of("e1", "e3", "new"));
    assertThat(request.withDroppedRepetitions(events(0, 4))).isEqualTo(events(0, 4));

    RecentEvents later = request.withDroppedRepetitions(events(2, 6));

    assertThat(later.entries().getFirst()).isEqualTo(events(1, 2).entries().getFirst());
    assertThat(later.entries().subList(1, 5)).isEqualTo(events(2, 6).entries());
    assertThat(request.withDroppedRepetitions(events(60, 70)).entries())
        .startsWith(events(1, 2).entries().getFirst(), events(3, 4).entries().getFirst())
        .hasSize(12);
  }

  @Test
  void remembersAnEventWithoutASession() {
    RecentEvents recent = RecentEvents.NONE.with("e", null);

    assertThat(recent.find("e").orElseThrow().session()).isNull();
  }

  @Test
  void isNotChangedByAddingToIt() {
    RecentEvents.NONE.with("e", SESSION);

    assertThat(RecentEvents.NONE.entries()).isEmpty();
  }

  @Test
  void acceptsAnyTextAsIdentifier() {
    RecentEvents recent = RecentEvents.NONE.with("", SESSION).with("\ud83d\ude00", SESSION);

    assertThat(session(recent, "")).isEqualTo(SESSION);
    assertThat(session(recent, "\ud83d\ude00")).isEqualTo(SESSION);
    assertThat(recent.find(" ")).isEmpty();
  }

  private static RecentEvents events(int from, int to) {
    RecentEvents recent = RecentEvents.NONE;
    for (int i = from; i < to; i++) {
      recent = recent.with("e" + i, SessionId.of(TestEventBuilder.at("10:00"), i));
    }
    return recent;
  }

  private static @Nullable SessionId session(RecentEvents recent, String eventId) {
    return recent.find(eventId).orElseThrow().session();
  }
}
