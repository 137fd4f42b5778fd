package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.registry.Sharding;
import org.junit.jupiter.api.Test;

class FlakyConversationsTest {
  private final InMemoryConversations inner = new InMemoryConversations();
  private final Conversation next = Conversation.unknown(TestEventBuilder.HERE);

  @Test
  void failsAtTheChosenCallOnlyAndBeforeItsEffect() {
    FlakyConversations flaky = new FlakyConversations(inner, 1, false);

    flaky.readConsistently(TestEventBuilder.HERE);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> flaky.commit(next, List.of(), List.of(), Sharding.ONE));
    assertThat(inner.commits()).isZero();
    flaky.commit(next, List.of(), List.of(), Sharding.ONE);
    assertThat(inner.commits()).isEqualTo(1);
    flaky.adjacentSessions(
        TestEventBuilder.HERE, TestEventBuilder.at("10:00"), Duration.ofMinutes(1));
    flaky.ofUser(TestEventBuilder.HERE.bot(), TestEventBuilder.HERE.userId());
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
    assertThat(flaky.readEventually(Set.of(TestEventBuilder.HERE)))
        .containsOnlyKeys(TestEventBuilder.HERE);
    flaky.readNothingEventually();
    assertThat(flaky.readEventually(Set.of(TestEventBuilder.HERE)))
        .containsEntry(TestEventBuilder.HERE, Conversation.unknown(TestEventBuilder.HERE));
  }
}
