package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEvents;
import org.conversationsessions.domain.registry.Sharding;
import org.junit.jupiter.api.Test;

class FlakyConversationsTest {
  private final InMemoryConversations inner = new InMemoryConversations();
  private final Conversation next = Conversation.unknown(TestEvents.HERE);

  @Test
  void failsAtTheChosenCallOnlyAndBeforeItsEffect() {
    FlakyConversations flaky = new FlakyConversations(inner, 1, false);

    flaky.readConsistently(TestEvents.HERE);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> flaky.commit(next, List.of(), List.of(), Sharding.ONE));
    assertThat(inner.commits()).isZero();
    flaky.commit(next, List.of(), List.of(), Sharding.ONE);
    assertThat(inner.commits()).isEqualTo(1);
    flaky.past(TestEvents.HERE, TestEvents.at("10:00"), Duration.ofMinutes(1));
    flaky.ofUser(TestEvents.HERE.bot(), TestEvents.HERE.userId());
    assertThat(flaky.calls())
        .containsExactly("readConsistently", "commit", "commit", "past", "ofUser");
  }

  @Test
  void failsAfterTheEffect() {
    FlakyConversations flaky = new FlakyConversations(inner, 0, true);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> flaky.commit(next, List.of(), List.of(), Sharding.ONE));
    assertThat(inner.commits()).isEqualTo(1);
  }

  @Test
  void findsNothingEventuallyOnceItLags() {
    FlakyConversations flaky = new FlakyConversations(inner, FlakyConversations.NEVER, false);
    assertThat(flaky.readEventually(Set.of(TestEvents.HERE))).containsOnlyKeys(TestEvents.HERE);
    flaky.readNothingEventually();
    assertThat(flaky.readEventually(Set.of(TestEvents.HERE)))
        .containsEntry(TestEvents.HERE, Conversation.unknown(TestEvents.HERE));
  }
}
