package org.conversationsessions.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.state.SessionStatesPortTests;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {
  @Test
  void readsWhatItWrote(@Seeded Random random) {
    for (SessionState state : List.of(SessionState.EMPTY, SessionStatesPortTests.everything())) {
      assertThat(StateCodec.read(StateCodec.of(state))).isEqualTo(state);
    }
    for (int i = 0; i < 500; i++) {
      SessionState state = random(random);
      assertThat(StateCodec.read(StateCodec.of(state))).isEqualTo(state);
    }
  }

  @Test
  void compressesRepetitions() {
    SessionState repeating =
        new SessionState(
            Map.of(),
            Optional.of(new Context("\"" + "booking ".repeat(10_000) + "\"", stamp())),
            Map.of(),
            ContextTags.NONE,
            Optional.empty());

    assertThat(StateCodec.of(repeating)).hasSizeLessThan(1000);
  }

  @Test
  void theLengthRevealsNothingAboutATokenThatIsAlsoInAVariable() {
    String token = "0123456789abcdef0123456789abcdef";
    int same = StateCodec.of(tokenBeside(token, token)).length;
    int other = StateCodec.of(tokenBeside(token, "fedcba9876543210fedcba9876543210")).length;

    assertThat(same).isEqualTo(other);
  }

  @Test
  void truncatedBytesAndUnknownLayoutsAreUnreadable() {
    byte[] whole = StateCodec.of(SessionStatesPortTests.everything());
    for (int length = 0; length < whole.length; length += 1 + length / 50) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> StateCodec.read(cut));
    }
    byte[] newer = new VarintWriter().number(2).finish();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StateCodec.read(newer))
        .withMessageContaining("layout 2");
  }

  @Test
  void anyBytesAreAStateOrUnreadable(@Seeded Random random) {
    byte[] whole = StateCodec.of(random(random));
    for (int i = 0; i < 5000; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      try {
        assertThat(StateCodec.read(changed)).isNotNull();
      } catch (StoreException told) {
        assertThat(told.getMessage()).contains("cannot be read");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, -1, 63, 64, -64, -65, 1_700_000_000_123L, Long.MAX_VALUE, Long.MIN_VALUE})
  void everyNumberIsReadAsItWasWritten(long number) {
    assertThat(new VarintReader(new VarintWriter().number(number).finish()).number())
        .isEqualTo(number);
  }

  @Test
  void smallNumbersAreShort() {
    assertThat(new VarintWriter().number(63).number(-64).finish()).hasSize(2);
    assertThat(new VarintWriter().number(1_700_000_000_123L).finish()).hasSize(6);
  }

  @Test
  void anEndlessNumberAndATextLongerThanItsBytesAreUnreadable() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xFF);
    byte[] tooShort = new VarintWriter().number(9).finish();
    byte[] negative = new VarintWriter().number(-1).finish();

    assertThatExceptionOfType(BufferUnderflowException.class)
        .isThrownBy(() -> new VarintReader(endless).number());
    for (byte[] bytes : List.of(tooShort, negative, new byte[0])) {
      assertThatExceptionOfType(BufferUnderflowException.class)
          .isThrownBy(() -> new VarintReader(bytes).text());
    }
  }

  private static SessionState tokenBeside(String token, String json) {
    Instant at = Instant.EPOCH;
    return new SessionState(
        Map.of("v", new Variable("\"" + json + "\"", Optional.empty(), at, stamp())),
        Optional.empty(),
        Map.of("p", new Profile(token, at, at, stamp())),
        ContextTags.NONE,
        Optional.empty());
  }

  private static SessionState random(Random random) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Optional<Duration> ttl =
          random.nextBoolean()
              ? Optional.of(Duration.ofMinutes(1 + random.nextInt(525_600)))
              : Optional.empty();
      variables.put(text(random), new Variable(text(random), ttl, instant(random), any(random)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      profiles.put(
          text(random), new Profile(text(random), instant(random), instant(random), any(random)));
    }
    List<String> historic = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      historic.add(text(random));
    }
    return new SessionState(
        variables,
        context(random),
        profiles,
        new ContextTags(
            random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
            historic,
            any(random)),
        context(random));
  }

  private static Optional<Context> context(Random random) {
    return random.nextBoolean()
        ? Optional.of(new Context(text(random), any(random)))
        : Optional.empty();
  }

  private static WriteMark any(Random random) {
    return new WriteMark(random.nextLong(), random.nextInt(), random.nextInt());
  }

  private static WriteMark stamp() {
    return new WriteMark(1, 2, 3);
  }

  private static Instant instant(Random random) {
    return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
  }

  private static String text(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    // Malformed UTF-8 becomes U+FFFD, so the text is always well-formed.
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
