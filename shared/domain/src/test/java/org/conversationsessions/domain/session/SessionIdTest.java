package org.conversationsessions.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session's identifier begins with its start, so its order is that of the history (contract,
 * section 5).
 */
class SessionIdTest {
  @Test
  void beginsWithTheStartInWholeSecondsAsEightHexDigits() {
    Instant start = Instant.parse("2026-03-02T10:00:00.123Z");
    SessionId id = SessionId.of(start, 0xabc);

    assertThat(id.value()).hasSize(24).isEqualTo("69a55fa007b0000000000abc");
    assertThat(Long.parseLong(id.value(), 0, 8, 16)).isEqualTo(start.getEpochSecond());
    assertThat(id.start()).isEqualTo(start);
    assertThat(id).hasToString(id.value());
  }

  @Test
  void theOrderOfIdentifiersIsTheOrderOfStartsToTheMillisecond(@Seeded Random random) {
    for (int i = 0; i < 10_000; i++) {
      Instant a = Instant.ofEpochMilli(random.nextLong(4_294_967_296_000L));
      Instant b = random.nextBoolean() ? a.plusMillis(random.nextInt(3)) : a.plusSeconds(1);
      b = b.isAfter(SessionId.MAX_START) ? a : b;
      SessionId first = SessionId.of(a, random.nextLong());
      SessionId second = SessionId.of(b, random.nextLong());
      assertThat(first.start()).isEqualTo(a);
      if (!a.equals(b)) {
        assertThat(first).isLessThan(second);
      }
      assertThat(first).isBetween(SessionId.lowestAt(a), SessionId.highestAt(a)).isNotNull();
    }
  }

  @Test
  void reachesFromTheEpochToTheLastSecondOf32Bits() {
    assertThat(SessionId.lowestAt(Instant.EPOCH).value()).isEqualTo("0".repeat(24));
    assertThat(SessionId.highestAt(SessionId.MAX_START).value())
        .isEqualTo("ffffffff3e7" + "f".repeat(13));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionId.of(Instant.EPOCH.minusNanos(1), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionId.of(SessionId.MAX_START.plusMillis(1), 0));
  }

  @Test
  void afterReturnsAHigherIdentifierOfTheSameMillisecond(@Seeded Random random) {
    Instant start = Instant.parse("2026-03-02T10:00:00.123Z");
    SessionId last = SessionId.of(start, random.nextLong(1L << 50));
    for (int i = 0; i < 1000; i++) {
      SessionId next = SessionId.of(start, random.nextLong(1L << 50)).after(last);
      assertThat(next).isGreaterThan(last);
      assertThat(next.start()).isEqualTo(start);
      last = next;
    }
  }

  @Test
  void afterStepsFromTheEarlierIdentifierByTheLower32BitsAndOne() {
    Instant start = Instant.parse("2026-03-02T10:00:00.123Z");
    SessionId id = SessionId.of(start, (1L << 40) + 5);

    assertThat(id.after(SessionId.of(start, 1L << 41)))
        .isEqualTo(SessionId.of(start, (1L << 41) + 6));
    assertThat(id.after(id)).isEqualTo(SessionId.of(start, (1L << 40) + 11));
  }

  @Test
  void afterKeepsAnIdentifierThatIsHigherOrOfAnotherMillisecond() {
    Instant start = Instant.parse("2026-03-02T10:00:00.123Z");
    SessionId id = SessionId.of(start, 5);
    assertThat(id.after(SessionId.of(start, 4))).isEqualTo(id);
    assertThat(id.after(SessionId.of(start.minusMillis(1), 9))).isEqualTo(id);
    assertThat(id.after(SessionId.of(start.plusMillis(1), 4))).isEqualTo(id);
  }

  @Test
  void afterTheHighestOfAMillisecondTheIdentifierStillDiffers() {
    Instant start = Instant.parse("2026-03-02T10:00:00.123Z");
    SessionId id = SessionId.of(start, 5);
    assertThat(id.after(SessionId.highestAt(start))).isEqualTo(id);
    SessionId lastButOne = new SessionId(SessionId.highestAt(start).value().replaceAll("f$", "e"));
    assertThat(id.after(lastButOne)).isEqualTo(SessionId.highestAt(start));
  }

  @Test
  void anIdentifierMadeElsewhereHasAStartInRange() {
    assertThat(new SessionId("f".repeat(24)).start()).isEqualTo(SessionId.MAX_START);
    assertThat(new SessionId("00000000fff" + "0".repeat(13)).start())
        .isEqualTo(Instant.ofEpochMilli(4095));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "69a55f60",
        "69a55f6007b0000000000abG",
        "69A55F6007B0000000000ABC",
        "69a55f6007b0000000000abc0",
        "69a55f6007b0000000000abc\n",
        "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10"
      })
  void isRefusedInAnyOtherForm(String text) {
    assertThat(SessionId.isValid(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(text));
  }

  @Test
  void anIdentifierIsMadeOfItsSecondAndTheRest() {
    for (String text :
        List.of(
            "69a40fa01f4fffffffffffff", "00000000000000000000000a", "ffffffffffffffffffffffff")) {
      SessionId id = new SessionId(text);
      assertThat(SessionId.ofParts(id.startSecond(), id.afterSecond())).isEqualTo(id);
    }
    assertThat(new SessionId("69a40fa01f4fffffffffffff").startSecond()).isEqualTo(0x69a40fa0L);
  }
}
