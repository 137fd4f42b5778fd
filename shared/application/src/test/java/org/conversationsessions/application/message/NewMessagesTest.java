package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.message.TestMessages.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.TestMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class NewMessagesTest {
  private static final Instant TEN = TestEventBuilder.at("10:00");
  private static final SessionId FIRST = SessionId.of(TEN, 1);
  private static final SessionId SECOND = SessionId.of(TEN, 2);

  private final NewMessages messages = new NewMessages(policy(7));

  @Test
  void messagesOfOneSessionThatAreNearAreOneRun() {
    messages.add(message(FIRST, 0, TEN, "a"));
    messages.add(message(FIRST, 1, TEN.plusSeconds(3600), "b"));
    messages.add(message(FIRST, 2, TEN.minusSeconds(3600), "c"));

    assertThat(texts()).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void anotherSessionAndAnotherTimeBeginARun() {
    messages.add(message(FIRST, 0, TEN, "a"));
    messages.add(message(SECOND, 0, TEN, "b"));
    messages.add(message(SECOND, 1, TEN.plusSeconds(3601), "c"));
    // Near the message before, but not near the run's first: a run is measured from there.
    messages.add(message(SECOND, 2, TEN.plusSeconds(3602), "d"));
    messages.add(message(FIRST, 1, TEN, "e"));

    assertThat(texts())
        .containsExactly(List.of("a"), List.of("b"), List.of("c", "d"), List.of("e"));
  }

  @Test
  void aRunHasEightKibibytesUnlessItIsOneMessage() {
    String half = "x".repeat(NewMessages.MAX_RUN_BYTES / 2 - 2);
    messages.add(message(FIRST, 0, TEN, half));
    messages.add(message(FIRST, 1, TEN, half));
    messages.add(message(FIRST, 2, TEN, "y"));
    messages.add(message(FIRST, 3, TEN, "z".repeat(30_000)));
    messages.add(message(FIRST, 4, TEN, "y"));

    assertThat(messages.byRun()).extracting(List::size).containsExactly(2, 1, 1, 1);
  }

  @Test
  void tagsNamesAndLanguagesCountAsBytesToo(@Seeded Random random) {
    TestMessages.random(random, FIRST, 200).forEach(messages::add);

    assertThat(messages.byRun().stream().filter(run -> run.size() > 1))
        .allMatch(run -> bytes(run) <= NewMessages.MAX_RUN_BYTES);
    assertThat(messages.byRun().stream().flatMap(List::stream)).hasSize(200);
  }

  @Test
  void fortyRunsOrAMebibyteAreFull() {
    for (int i = 0; i < 39; i++) {
      messages.add(message(FIRST, i, TEN.plusSeconds(7200L * i), "a"));
    }
    assertThat(messages.isFull()).isFalse();
    messages.add(message(SECOND, 0, TEN, "a"));
    assertThat(messages.isFull()).isTrue();

    messages.clear();
    assertThat(messages.isFull()).isFalse();
    assertThat(messages.byRun()).isEmpty();
    for (int i = 0; i < 32; i++) {
      assertThat(messages.isFull()).isFalse();
      messages.add(message(FIRST, i, TEN, "x".repeat(32 * 1024)));
    }
    assertThat(messages.isFull()).isTrue();
  }

  @Test
  void aPartIsContinuedIfItAcceptsTheWholeRunAndExpiresWhenTheRunWould() {
    TranscriptPart part =
        new InMemorySealer()
            .seal(
                TestEventBuilder.HERE,
                List.of(message(FIRST, 0, TEN, "a")),
                Optional.of(TEN.plus(Duration.ofDays(7))));
    Message near = message(FIRST, 1, TEN.plusSeconds(3600), "b");
    Message far = message(FIRST, 2, TEN.plusSeconds(3601), "c");

    assertThat(messages.continues(part, List.of(near))).isTrue();
    assertThat(messages.continues(part, List.of(near, far))).isFalse();
    assertThat(new NewMessages(policy(8)).continues(part, List.of(near))).isFalse();
    assertThat(new NewMessages(MessagePolicy.NONE).continues(part, List.of(near))).isFalse();
    assertThat(messages.expiresAt(List.of(near)))
        .contains(near.recordedAt().plus(Duration.ofDays(7)));
  }

  private List<List<String>> texts() {
    return messages.byRun().stream().map(run -> run.stream().map(Message::text).toList()).toList();
  }

  private static int bytes(List<Message> run) {
    return run.stream().mapToInt(Message::bytes).sum();
  }

  private static MessagePolicy policy(int days) {
    return new MessagePolicy(
        true, Optional.of(Duration.ofDays(days)), UnaryOperator.identity(), "en");
  }
}
