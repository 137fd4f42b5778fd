package org.conversationsessions.store.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.conversationsessions.domain.message.TestMessages.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TestMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.VarintWriter;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stored forms of messages. */
class MessagesCodecTest {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00.123Z");
  private static final SessionId SESSION = SessionId.of(TEN, 7);
  private static final ConversationKey KEY = new ConversationKey(new BotId("st-1"), "ada", "rtm");

  @Test
  void readsTheMessagesThatItWrote(@Seeded Random random) {
    for (int i = 0; i < 500; i++) {
      List<Message> messages = TestMessages.random(random, SESSION, 1 + random.nextInt(20));
      assertThat(MessagesCodec.read(MessagesCodec.of(messages), SESSION)).isEqualTo(messages);
    }
  }

  @Test
  void anOrdinaryMessageTakesFewBytesBesidesItsText() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      messages.add(message(SESSION, i, TEN.plusSeconds(7L * i), "Where is parcel " + 7919 * i));
    }
    int texts = messages.stream().mapToInt(message -> message.text().length()).sum();

    assertThat(MessagesCodec.of(messages)).hasSizeLessThan(texts);
  }

  @Test
  void truncatedBytesAndUnknownLayoutsAreUnreadable(@Seeded Random random) {
    byte[] whole = MessagesCodec.of(TestMessages.random(random, SESSION, 5));
    for (int length = 0; length < whole.length; length++) {
      assertUnreadable(Arrays.copyOf(whole, length));
    }
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(
            () -> MessagesCodec.read(deflated(new VarintWriter().number(2).finish()), SESSION))
        .withMessageContaining("layout 2");
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void impossibleNumbersAreUnreadable(VarintWriter impossible) {
    assertUnreadable(deflated(impossible.finish()));
  }

  static List<VarintWriter> impossible() {
    return List.of(
        new VarintWriter().number(1).number(Long.MAX_VALUE),
        one(Long.MAX_VALUE, 0, 0, 0),
        one(0, MessageId.CLOSING + 1L, 0, 0),
        one(0, -1, 0, 0),
        one(0, Long.MAX_VALUE, 0, 0));
  }

  private static VarintWriter one(long flags, long number, long created, long recorded) {
    return new VarintWriter()
        .number(1)
        .number(1)
        .number(flags)
        .number(number)
        .number(created)
        .number(recorded)
        .text("text");
  }

  @Test
  void anyBytesAreMessagesOrUnreadable(@Seeded Random random) {
    byte[] whole = MessagesCodec.of(TestMessages.random(random, SESSION, 5));
    for (int i = 0; i < 5000; i++) {
      byte[] changed = whole.clone();
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(MessagesCodec.read(changed, SESSION)).isNotNull();
      } catch (UnreadableItemException told) {
        assertThat(told.getMessage()).contains("a stored part of a transcript cannot be read");
      }
    }
  }

  @Nested
  class APartThatWaits {
    @Test
    void isReadAsItWasWritten(@Seeded Random random) {
      for (int i = 0; i < 2000; i++) {
        TranscriptPart part = random(random);
        assertThat(PendingPart.read(PendingPart.of(part), SESSION)).isEqualTo(part);
      }
    }

    @Test
    void isUnreadableIfItIsDamagedOrOfAnotherLayout(@Seeded Random random) {
      byte[] whole = PendingPart.of(random(random));
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatExceptionOfType(UnreadableItemException.class)
            .isThrownBy(() -> PendingPart.read(cut, SESSION));
      }
      whole[0] = 4;
      assertThatExceptionOfType(UnreadableItemException.class)
          .isThrownBy(() -> PendingPart.read(whole, SESSION));
    }

    private TranscriptPart random(Random random) {
      Instant time = Instant.ofEpochMilli(random.nextLong(4_294_967_296_000L));
      byte[] body = new byte[random.nextInt(3000)];
      random.nextBytes(body);
      return new TranscriptPart(
          new MessageId(SESSION, random.nextInt(1 << 26)),
          1 + random.nextInt(100),
          time,
          time.minusMillis(random.nextInt(3_600_001)),
          time.plusMillis(random.nextInt(3_600_001)),
          time.plusMillis(random.nextLong(-1_000_000_000L, 1_000_000_000L)),
          random.nextBoolean()
              ? Optional.of(Instant.ofEpochSecond(1 + random.nextLong(10_000_000_000L)))
              : Optional.empty(),
          new SealedMessages(body));
    }
  }

  @Nested
  class TheSealer {
    private final CipherMessageSealer sealer = new CipherMessageSealer(RegistryFixture.CIPHER);

    @Test
    void opensWhatItSealedAndKnowsTheTimes() {
      List<Message> messages =
          List.of(
              message(SESSION, 4, TEN, TEN.plusSeconds(60), "a"),
              message(SESSION, 5, TEN.minusSeconds(5), TEN.plusSeconds(61), "b"),
              message(SESSION, 9, TEN.plusSeconds(5), TEN.plusSeconds(62), "c"));
      Optional<Instant> expiresAt = Optional.of(TEN.plusSeconds(86_400));

      TranscriptPart part = sealer.seal(KEY, messages, expiresAt);

      assertThat(sealer.open(KEY, part)).isEqualTo(messages);
      assertThat(part)
          .isEqualTo(
              new TranscriptPart(
                  new MessageId(SESSION, 4),
                  3,
                  TEN,
                  TEN.minusSeconds(5),
                  TEN.plusSeconds(5),
                  TEN.plusSeconds(60),
                  expiresAt,
                  part.body()));
    }

    @Test
    void hidesTheTextsAndSealsDifferentlyEveryTime() {
      List<Message> messages = List.of(message(SESSION, 0, TEN, "xyzzy".repeat(9)));
      TranscriptPart part = sealer.seal(KEY, messages, Optional.empty());

      assertThat(new String(part.body().toArray(), StandardCharsets.ISO_8859_1))
          .doesNotContain("xyzzy");
      assertThat(sealer.seal(KEY, messages, Optional.empty())).isNotEqualTo(part);
    }

    @ParameterizedTest
    @MethodSource("org.conversationsessions.store.message.MessagesCodecTest#others")
    void refusesWhatWasSealedForAnotherConversation(ConversationKey other) {
      TranscriptPart part =
          sealer.seal(KEY, List.of(message(SESSION, 0, TEN, "a")), Optional.empty());

      assertThatExceptionOfType(UnreadableItemException.class)
          .isThrownBy(() -> sealer.open(other, part));
    }

    @Test
    void refusesWhatWasSealedWithAnotherKeyOrChanged() {
      TranscriptPart part =
          sealer.seal(KEY, List.of(message(SESSION, 0, TEN, "a")), Optional.empty());
      CipherMessageSealer stranger =
          new CipherMessageSealer(new SecretCipher("another key material of 32 letters"));

      assertThatExceptionOfType(UnreadableItemException.class)
          .isThrownBy(() -> stranger.open(KEY, part))
          .withMessageStartingWith("a stored transcript part cannot be read")
          .withMessageContaining("SECRETS_KEY");
      byte[] body = part.body().toArray();
      for (int at = 0; at < body.length; at++) {
        byte[] changed = body.clone();
        changed[at] ^= 1;
        assertThatExceptionOfType(UnreadableItemException.class)
            .isThrownBy(() -> sealer.open(KEY, withBody(part, changed)));
      }
    }
  }

  static List<ConversationKey> others() {
    return List.of(
        new ConversationKey(new BotId("st-2"), "ada", "rtm"),
        new ConversationKey(new BotId("st-1"), "bob", "rtm"),
        new ConversationKey(new BotId("st-1"), "ada", "web"),
        // Together bot, user and channel are the same characters.
        new ConversationKey(new BotId("st-1"), "ada r", "tm"),
        new ConversationKey(new BotId("st-1"), "ad", "a rtm"));
  }

  private static TranscriptPart withBody(TranscriptPart part, byte[] body) {
    return new TranscriptPart(
        part.first(),
        part.count(),
        part.time(),
        part.earliest(),
        part.latest(),
        part.recordedAt(),
        part.expiresAt(),
        new SealedMessages(body));
  }

  private static void assertUnreadable(byte[] bytes) {
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> MessagesCodec.read(bytes, SESSION));
  }

  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] out = new byte[1000];
      return Arrays.copyOf(out, deflater.deflate(out));
    }
  }
}
