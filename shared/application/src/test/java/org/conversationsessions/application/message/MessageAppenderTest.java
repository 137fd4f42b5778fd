package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.message.TestMessages.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the messages of one write go. The store has room for three waiting messages. */
class MessageAppenderTest {
  private static final Instant TEN = TestEventBuilder.at("10:00");
  private static final SessionId LIVE = SessionId.of(TEN, 2);
  private static final SessionId CLOSED = SessionId.of(TEN.minusSeconds(7200), 1);

  private final InMemorySealer sealer = new InMemorySealer();
  private final MessageAppender appender =
      new MessageAppender(new InMemoryConversations()::hasRoomForPendingPart, sealer);
  private int days = 7;

  @Test
  void theFirstMessageWaits() {
    assertThat(place(null, TEN, live(0))).isEqualTo("waits [0]");
  }

  @Test
  void theNextOnesJoinItWhileTheyCostNothing() {
    assertThat(place(part(0), TEN, live(1))).isEqualTo("waits [0, 1]");
    assertThat(place(part(0), TEN, live(1), live(2))).isEqualTo("waits [0, 1, 2]");
  }

  @Test
  void whatWouldCostMoreBeginsAnotherPart() {
    assertThat(place(part(0, 1, 2), TEN, live(3))).isEqualTo("waits [3]");
    assertThat(place(part(0, 1), TEN, live(2), live(3))).isEqualTo("waits [2, 3]");
  }

  @Test
  void anEventWithoutAMessageLeavesWhatWaits() {
    assertThat(place(part(0, 1), TEN)).isEqualTo("waits [0, 1]");
    assertThat(place(null, TEN)).isEqualTo("waits nothing");
  }

  @Test
  void aPartThatWouldCostAWriteUnitLeaves() {
    assertThat(place(part(0, 1, 2, 3), TEN)).isEqualTo("waits nothing");
  }

  @Test
  void whatHasWaitedAnHourLeavesWithTheNextWrite() {
    Instant hour = TEN.plusSeconds(3600);
    assertThat(place(part(0), hour)).isEqualTo("waits [0]");
    assertThat(place(part(0), hour.plusMillis(1))).isEqualTo("waits nothing");
    assertThat(place(part(0), hour.plusMillis(1), live(1, TEN, hour.plusMillis(1))))
        .isEqualTo("waits [1]");
  }

  @Test
  void anotherRetentionBeginsAnotherPart() {
    TranscriptPart week = part(0);
    days = 30;
    assertThat(place(week, TEN, live(1))).isEqualTo("waits [1]");
  }

  @Test
  void messagesOfEndedSessionsGoWithTheTransaction() {
    assertThat(place(null, TEN, closed(9))).isEqualTo("waits nothing, stores [9]");
    assertThat(place(part(0), TEN, closed(9), live(1))).isEqualTo("waits [0, 1], stores [9]");
  }

  @Test
  void ofSeveralRunsTheLastWaitsAndTheOthersGoWithTheTransaction() {
    Instant later = TEN.plusSeconds(4000);
    assertThat(place(part(0), TEN, live(1), live(2, later, TEN), live(3)))
        .isEqualTo("waits [3], stores [0, 1] [2]");
    assertThat(place(null, TEN, live(0), live(1, later, TEN))).isEqualTo("waits [1], stores [0]");
  }

  @Test
  void aLargePartGoesWithTheTransaction() {
    Message large = message(LIVE, 1, TEN, "x".repeat(3000));
    assertThat(place(null, TEN, large)).isEqualTo("waits nothing, stores [1]");
    assertThat(place(part(0), TEN, large)).isEqualTo("waits nothing, stores [1]");
  }

  @Test
  void whatCannotBeOpenedIsNotContinued() {
    TranscriptPart lost = part(0);
    sealer.loseKey();
    assertThat(place(lost, TEN, live(1))).isEqualTo("waits [1]");
  }

  private String place(@Nullable TranscriptPart waiting, Instant now, Message... messages) {
    NewMessages all =
        new NewMessages(
            new MessagePolicy(
                true, Optional.of(Duration.ofDays(days)), UnaryOperator.identity(), "en"));
    Arrays.stream(messages).forEach(all::add);

    MessageAppender.Placement placed =
        appender.place(conversation().withPendingPart(waiting), all, now);

    TranscriptPart pending = placed.conversation().pendingPart();
    List<String> parts = new ArrayList<>();
    placed.parts().forEach(part -> parts.add(numbers(part)));
    return "waits "
        + (pending == null ? "nothing" : numbers(pending))
        + (parts.isEmpty() ? "" : ", stores " + String.join(" ", parts));
  }

  private String numbers(TranscriptPart part) {
    List<Message> messages = sealer.open(TestEventBuilder.HERE, part);
    assertThat(part.count()).isEqualTo(messages.size());
    assertThat(part.first()).isEqualTo(messages.getFirst().id());
    return messages.stream().map(message -> message.id().number()).toList().toString();
  }

  private TranscriptPart part(int... numbers) {
    return sealer.seal(
        TestEventBuilder.HERE,
        IntStream.of(numbers).mapToObj(MessageAppenderTest::live).toList(),
        Optional.of(TEN.plus(Duration.ofDays(7))));
  }

  private static Message live(int number) {
    return message(LIVE, number, TEN, "a");
  }

  private static Message live(int number, Instant at, Instant recordedAt) {
    return message(LIVE, number, at, recordedAt, "a");
  }

  private static Message closed(int number) {
    return message(CLOSED, number, TEN, "a");
  }

  private static Conversation conversation() {
    LiveSession live =
        new LiveSession(
            Session.starting(LIVE, TestEventBuilder.HERE),
            TEN,
            TEN,
            Optional.empty(),
            ContainmentFacts.NOTHING);
    return new Conversation(
        TestEventBuilder.HERE, 5, live, null, RecentEvents.NONE, ClearMarkers.NONE);
  }
}
