package org.conversationsessions.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** The parts of a query: each once, and no more than allowed (contract, section 14). */
class FoundPartsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final ConversationKey ANN = new ConversationKey(new BotId("st-1"), "ann", "rtm");
  private static final SessionId SESSION = SessionId.of(NOON, 1);

  private final FoundParts parts = new FoundParts(ofAnn());

  @Test
  void ofTwoPartsWithTheSameFirstMessageTheLongerOneStays() {
    parts.add(part(0, 3, 1));
    parts.add(ANN, part(0, 5, 1).part());
    parts.add(part(0, 4, 1));
    parts.add(part(7, 2, 1));

    assertThat(parts.all()).extracting(part -> part.part().count()).containsExactlyInAnyOrder(5, 2);
    assertThat(parts.count(SESSION, MessageId.CLOSING)).isEqualTo(7);
    assertThat(parts.count(SESSION, 7)).isEqualTo(5);
    assertThat(parts.count(SessionId.of(NOON, 2), 7)).isZero();
  }

  @Test
  void partsOfOtherChannelsAreLeftOut() {
    parts.add(new ConversationKey(ANN.bot(), "ann", "ivr"), part(0, 1, 1).part());

    assertThat(parts.all()).isEmpty();
  }

  @Test
  void moreMessagesThanAllowedAreTooMany() {
    int half = MessageHistory.MAX_MESSAGES_OR_PARTS / 2;
    assertThat(parts.add(part(0, half, 1))).isTrue();
    assertThat(parts.add(part(half, half, 1))).isTrue();
    // The same part again does not count as a further message.
    assertThat(parts.add(part(half, half, 1))).isTrue();
    assertThat(parts.add(part(2 * half, 1, 1))).isFalse();
    assertThat(parts.exceedsLimit()).isTrue();
  }

  @Test
  void messagesThatAreNotReadAreNoLimitButTheNumberOfPartsIs() {
    for (int number = 0; number < MessageHistory.MAX_MESSAGES_OR_PARTS; number++) {
      assertThat(parts.add(part(number, 1000, 0))).isTrue();
    }
    assertThat(parts.add(part(MessageHistory.MAX_MESSAGES_OR_PARTS, 1, 0))).isFalse();
  }

  @Test
  void messagesThatTakeTooMuchMemoryAreReadAgainLaterExceptThoseThatWait() {
    for (int number = 0; number < 65; number++) {
      parts.add(part(number, 1, 1 << 20));
    }
    parts.add(ANN, part(65, 1, 1 << 20).part());

    assertThat(parts.all()).hasSize(66);
    assertThat(parts.all().stream().filter(StoredPart::hasMessages)).hasSize(65);
    assertThat(parts.all().stream().filter(part -> part.part().first().number() == 65))
        .allMatch(StoredPart::hasMessages);
  }

  private static StoredPart part(int first, int count, int bytes) {
    StoredPart whole =
        StoredPart.waiting(
            ANN,
            new TranscriptPart(
                new MessageId(SESSION, first),
                count,
                NOON,
                NOON,
                NOON,
                NOON,
                Optional.empty(),
                new SealedMessages(new byte[bytes])));
    return bytes == 0 ? whole.withoutMessages() : whole;
  }

  private static MessageFilter ofAnn() {
    return new MessageFilter(
        MessageFilter.ANY_TIME,
        Optional.of("ann"),
        Optional.of("rtm"),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        TagFilter.NONE);
  }
}
