package org.conversationsessions.store.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.store.client.Attributes;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored form of conversations, also that of earlier versions. */
class ConversationItemTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final ConversationKey KEY = new ConversationKey(new BotId("st-1"), "u-1", "rtm");

  @Test
  void notUnderstoodIsReadFromAnOlderItemThatHoldsATime() {
    Map<String, AttributeValue> stored = new HashMap<>(item(live(false), RecentEvents.NONE));
    stored.put("an", Attributes.n(TEN.toEpochMilli()));
    assertThat(facts(stored).notUnderstood()).isFalse();

    stored.put("ni", Attributes.n(TEN.toEpochMilli()));

    assertThat(facts(stored).notUnderstood()).isTrue();
    assertThat(facts(stored).unanswered()).isTrue();
  }

  @Test
  void notUnderstoodIsStoredAsANumberThatEarlierVersionsReadAsATime() {
    assertThat(item(live(true), RecentEvents.NONE).get("ni")).isEqualTo(Attributes.n(1));
    assertThat(item(live(false), RecentEvents.NONE)).doesNotContainKey("ni");
  }

  @Test
  void aCompletedTaskOfAnEarlierVersionHasNoTimeAndCountsFromTheStart() {
    Map<String, AttributeValue> stored = new HashMap<>(item(live(false), RecentEvents.NONE));
    assertThat(facts(stored).firstTaskCompletion()).isNull();

    stored.put("tc", AttributeValue.fromBool(true));

    assertThat(facts(stored).firstTaskCompletion()).isEqualTo(TEN);
  }

  @Test
  void aCompletedTaskIsAlsoStoredAsEarlierVersionsReadIt() {
    LiveSession live = live(false);
    ContainmentFacts facts =
        new ContainmentFacts(false, false, true, TEN.plusMillis(5), TEN.plusSeconds(9), false);
    LiveSession completed = new LiveSession(live.session(), TEN, TEN, Optional.empty(), facts);

    Map<String, AttributeValue> stored = item(completed, RecentEvents.NONE);

    assertThat(stored.get("tc")).isEqualTo(AttributeValue.fromBool(true));
    assertThat(facts(stored)).isEqualTo(facts);
  }

  @Test
  void aTransferOfAnEarlierVersionHasNoTime() {
    Session session =
        Session.starting(SessionId.of(TEN, 1), KEY).transferred(new AgentTransfer(TEN, false));
    Map<String, AttributeValue> stored =
        item(
            new LiveSession(session, TEN, TEN, Optional.empty(), ContainmentFacts.NOTHING),
            RecentEvents.NONE);
    assertThat(session(stored)).isEqualTo(session);

    stored.remove("aa");

    assertThat(session(stored).transfer()).isEmpty();
    assertThat(session(stored).containment()).isEqualTo(ContainmentType.AGENT);
  }

  @Test
  void recentEventsMayNameAHundredAndFiftySessionsOrNone() {
    List<RecentEvents.Entry> entries =
        IntStream.range(0, 200)
            .mapToObj(i -> new RecentEvents.Entry(i, i % 4 == 3 ? null : SessionId.of(TEN, i)))
            .toList();

    Conversation read = ConversationItem.read(item(live(false), new RecentEvents(entries)));

    assertThat(read.recent().entries()).isEqualTo(entries);
  }

  @Test
  void recentEventsOfASessionNameItOnce() {
    List<RecentEvents.Entry> fifty =
        IntStream.range(0, 50)
            .mapToObj(i -> new RecentEvents.Entry(i, SessionId.of(TEN, i / 20)))
            .toList();

    Map<String, AttributeValue> stored = item(live(false), new RecentEvents(fifty));

    assertThat(Objects.requireNonNull(stored.get("re")).b().asByteArray()).hasSize(443);
  }

  @Test
  void messagesThatWaitAreReadAsWritten() {
    Conversation waiting = conversation(live(false)).withPendingPart(part());

    assertThat(ConversationItem.read(ConversationItem.of(waiting, 1)))
        .isEqualTo(waiting.written(1));
  }

  @Test
  void withoutALiveSessionNoMessagesWait() {
    Map<String, AttributeValue> stored =
        ConversationItem.of(conversation(live(false)).withPendingPart(part()), 1);
    stored.remove("id");

    assertThat(ConversationItem.read(stored).pendingPart()).isNull();
  }

  @Test
  void messagesThatWaitAndCannotBeReadDoNotBlockTheirConversation() {
    Conversation waiting = conversation(live(false)).withPendingPart(part());
    for (AttributeValue damaged :
        List.of(
            AttributeValue.fromS("text"),
            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {7, 7, 7})))) {
      Map<String, AttributeValue> stored = ConversationItem.of(waiting, 1);
      stored.put("pm", damaged);

      assertThat(ConversationItem.read(stored)).isEqualTo(waiting.withPendingPart(null).written(1));
    }
  }

  private static TranscriptPart part() {
    return new TranscriptPart(
        new MessageId(SessionId.of(TEN, 1), 3),
        2,
        TEN,
        TEN,
        TEN.plusSeconds(5),
        TEN.plusSeconds(9),
        Optional.of(TEN.plusSeconds(86_400)),
        new SealedMessages(new byte[] {1, 2, 3}));
  }

  private static Conversation conversation(LiveSession live) {
    return new Conversation(KEY, 0, live, null, RecentEvents.NONE, ClearMarkers.NONE);
  }

  private static Map<String, AttributeValue> item(LiveSession live, RecentEvents recent) {
    return ConversationItem.of(conversation(live).with(recent), 1);
  }

  private static Session session(Map<String, AttributeValue> stored) {
    return Objects.requireNonNull(ConversationItem.read(stored).live()).session();
  }

  private static ContainmentFacts facts(Map<String, AttributeValue> stored) {
    return Objects.requireNonNull(ConversationItem.read(stored).live()).containmentFacts();
  }

  private static LiveSession live(boolean notUnderstood) {
    return new LiveSession(
        Session.starting(SessionId.of(TEN, 1), KEY),
        TEN,
        TEN,
        Optional.empty(),
        new ContainmentFacts(true, notUnderstood, false, null, null, false));
  }
}
