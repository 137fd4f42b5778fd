package org.conversationsessions.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identifier of a message, which is enough to find it (contract, section 14). */
class MessageIdTest {
  private static final SessionId SESSION = new SessionId("69a55fa007b0123456789abc");

  @Test
  void isAUuidOfVersion8WithTheSessionAndTheNumber() {
    assertThat(new MessageId(SESSION, 0).wire())
        .isEqualTo("ms-69a55fa0-07b0-8123-9159-e26af0000000");
    assertThat(new MessageId(SESSION, MessageId.CLOSING).wire())
        .isEqualTo("ms-69a55fa0-07b0-8123-9159-e26af3ffffff");
    assertThat(new MessageId(new SessionId("0".repeat(24)), 0).wire())
        .isEqualTo("ms-00000000-0000-8000-8000-000000000000");
    assertThat(new MessageId(new SessionId("f".repeat(24)), MessageId.CLOSING).wire())
        .isEqualTo("ms-ffffffff-ffff-8fff-bfff-ffffffffffff");
  }

  @Test
  void isReadAsItWasWrittenInAnyCase(@Seeded Random random) {
    for (int i = 0; i < 10_000; i++) {
      MessageId id =
          new MessageId(
              SessionId.of(
                  Instant.ofEpochMilli(random.nextLong(4_294_967_296_000L)), random.nextLong()),
              random.nextInt(1 << 26));

      UUID uuid = UUID.fromString(id.uuid());
      assertThat(uuid.version()).isEqualTo(8);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(id.wire()).isEqualTo("ms-" + uuid);
      assertThat(MessageId.ofWire(id.wire())).contains(id);
      assertThat(MessageId.ofWire(id.wire().toUpperCase(Locale.ROOT))).contains(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ms-",
        "ms",
        "69a55fa0-07b0-8123-9159-e26af0000000",
        "cp-69a55fa0-07b0-8123-9159-e26af0000000",
        "ms-69a55fa0-07b0-4123-9159-e26af0000000",
        "ms-69a55fa0-07b0-8123-1159-e26af0000000",
        "ms-69a55fa0-07b0-8123-d159-e26af0000000",
        "ms-69a55fa0-07b0-8123-9159-e26af000000",
        "ms-69a55fa0-07b0-8123-9159-e26af00000000",
        "ms-69a55fa007b081239159e26af0000000",
        "ms-69a55fa0-07b0-8123-9159-e26af000000g",
        "ms-69a55fa0-07b0-8123-9159-+26af0000000",
        "ms-69a55fa0-07b0-8123-9159-e26af0000000\n",
        " ms-69a55fa0-07b0-8123-9159-e26af0000000",
        "ms-\u0666\u0669a55fa0-07b0-8123-9159-e26af0000000",
        "\u0130ms-69a55fa0-07b0-8123-9159-e26af0000000"
      })
  void anotherTextIsNoIdentifier(String text) {
    assertThat(MessageId.ofWire(text)).isEmpty();
  }

  @Test
  void noTextMakesReadingFail(@Seeded Random random) {
    String sound = new MessageId(SESSION, 7).wire();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder changed = new StringBuilder(sound);
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        int at = random.nextInt(changed.length());
        switch (random.nextInt(3)) {
          case 0 -> changed.deleteCharAt(at);
          case 1 -> changed.insert(at, (char) random.nextInt(0x10000));
          default -> changed.setCharAt(at, (char) (32 + random.nextInt(95)));
        }
      }
      String text = changed.toString();
      // What is read is written again as the same text.
      MessageId.ofWire(text)
          .ifPresent(id -> assertThat(id.wire()).isEqualTo(text.toLowerCase(Locale.ROOT)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, MessageId.CLOSING + 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void aNumberHas26Bits(int number) {
    assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(SESSION, number));
  }

  @Test
  void identifiersSortBySessionThenNumber() {
    SessionId later = SessionId.of(SESSION.start().plusMillis(1), 0);
    List<MessageId> sorted =
        List.of(
            new MessageId(SESSION, 0),
            new MessageId(SESSION, 9),
            new MessageId(SESSION, 10),
            new MessageId(SESSION, MessageId.CLOSING),
            new MessageId(later, 0));

    List<MessageId> shuffled = new ArrayList<>(sorted.reversed());
    shuffled.sort(null);

    assertThat(shuffled).isEqualTo(sorted);
  }
}
