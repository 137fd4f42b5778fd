package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
  private static final SessionId SESSION = SessionId.of(TestEvents.at("10:00"), 1);

  @Test
  void knowsTheLastFiftyAndTheirSessions() {
    RecentEvents recent = RecentEvents.NONE;
    for (int i = 0; i < 60; i++) {
      recent = recent.with("e" + i, SessionId.of(TestEvents.at("10:00"), i));
    }
    assertThat(recent.entries()).hasSize(RecentEvents.CAPACITY);
    assertThat(recent.sessionOf("e9")).isEmpty();
    assertThat(recent.sessionOf("e10")).contains(SessionId.of(TestEvents.at("10:00"), 10));
    assertThat(recent.sessionOf("e59")).contains(SessionId.of(TestEvents.at("10:00"), 59));
  }

  @Test
  void isNotChangedByAddingToIt() {
    RecentEvents.NONE.with("e", SESSION);

    assertThat(RecentEvents.NONE.entries()).isEmpty();
  }

  @Test
  void takesAnyTextForAnIdentifier() {
    RecentEvents recent = RecentEvents.NONE.with("", SESSION).with("\ud83d\ude00", SESSION);

    assertThat(recent.sessionOf("")).contains(SESSION);
    assertThat(recent.sessionOf("\ud83d\ude00")).contains(SESSION);
    assertThat(recent.sessionOf(" ")).isEmpty();
  }
}
