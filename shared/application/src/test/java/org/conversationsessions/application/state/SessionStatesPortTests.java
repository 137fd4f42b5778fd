package org.conversationsessions.application.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conversationsessions.application.state.SessionStates.Versioned;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link SessionStates}. */
public abstract class SessionStatesPortTests {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final WriteMark STAMP = new WriteMark(1_700_000_000_123L, 7, 3);

  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final ConversationKey key = new ConversationKey(bot, "a#b@example.com", "rtm");

  /** Returns the states under test. They may contain items of other tests, so keys are unique. */
  protected abstract SessionStates states();

  /** Returns a state with every part and unusual names and values. */
  public static SessionState everything() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put("z", new Variable("1e999", Optional.empty(), TEN, STAMP));
    variables.put(
        "a\u0000\"\\\ud83d\ude00",
        new Variable(
            "{\"b\":0.10,\"a\":\"\u00e9\u4e16\ud83d\ude00\\u0000\"}",
            Optional.of(Duration.ofMinutes(525_600)),
            TEN.plusMillis(1),
            new WriteMark(0, 0, 0)));
    variables.put(
        "", new Variable("null", Optional.of(Duration.ofMillis(1)), Instant.EPOCH, STAMP));
    variables.put(
        "old",
        new Variable(
            "[]",
            Optional.empty(),
            Instant.ofEpochMilli(-1),
            new WriteMark(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)));
    Map<String, Profile> profiles = new LinkedHashMap<>();
    profiles.put("zoo", new Profile("t", TEN, TEN.plusSeconds(9), STAMP));
    profiles.put("\u00e9", new Profile("x".repeat(16_384), TEN, TEN, new WriteMark(1, 0, 2)));
    return new SessionState(
        variables,
        Optional.of(new Context("{\"node\":\"Ask \u20ac\"}", STAMP)),
        profiles,
        new ContextTags(Optional.of("[\"now\"]"), List.of("1", "[\"a\"]", "{}", "\"\""), STAMP),
        Optional.of(new Context("{\"angry\":0.25}", new WriteMark(5, 6, 7))));
  }

  @Test
  void anUnknownConversationHasNoState() {
    assertThat(states().read(key)).isEqualTo(new Versioned(0, SessionState.EMPTY));
  }

  @Test
  void everyPartIsReadAsWrittenInTheSameOrder() {
    SessionState state = everything();
    assertThat(states().write(key, state, 0)).isTrue();

    Versioned read = states().read(key);

    assertThat(read.version()).isPositive();
    assertThat(read.state()).isEqualTo(state);
    assertThat(read.state().variables().keySet())
        .containsExactlyElementsOf(state.variables().keySet());
    assertThat(read.state().profiles().keySet())
        .containsExactlyElementsOf(state.profiles().keySet());
  }

  @Test
  void everyPartAloneIsReadAsWritten() {
    SessionState all = everything();
    List<SessionState> parts =
        List.of(
            new SessionState(
                all.variables(), Optional.empty(), Map.of(), ContextTags.NONE, Optional.empty()),
            new SessionState(
                Map.of(), all.dialogContext(), Map.of(), ContextTags.NONE, Optional.empty()),
            new SessionState(
                Map.of(), Optional.empty(), all.profiles(), ContextTags.NONE, Optional.empty()),
            new SessionState(Map.of(), Optional.empty(), Map.of(), all.tags(), Optional.empty()),
            tags(new ContextTags(Optional.of("{}"), List.of(), STAMP)),
            tags(new ContextTags(Optional.empty(), List.of("0"), STAMP)),
            new SessionState(
                Map.of(), Optional.empty(), Map.of(), ContextTags.NONE, all.sentiment()));
    assertThat(states().write(key, SessionState.EMPTY, 0)).isTrue();
    for (SessionState part : parts) {
      long version = version();
      assertThat(states().write(key, part, version)).isTrue();
      assertThat(states().read(key)).isEqualTo(new Versioned(version + 1, part));
    }
  }

  @Test
  void anEmptyStateKeepsItsVersion() {
    states().write(key, everything(), 0);
    long first = version();
    assertThat(states().write(key, SessionState.EMPTY, first)).isTrue();

    assertThat(states().read(key)).isEqualTo(new Versioned(first + 1, SessionState.EMPTY));
    assertThat(states().write(key, everything(), 0)).isFalse();
    assertThat(states().write(key, everything(), first)).isFalse();
    assertThat(states().read(key).state().isEmpty()).isTrue();
    assertThat(states().write(key, everything(), first + 1)).isTrue();
    assertThat(states().read(key)).isEqualTo(new Versioned(first + 2, everything()));
  }

  @Test
  void aWriteWithAnotherVersionConflictsAndChangesNothing() {
    assertThat(states().write(key, everything(), 3)).isFalse();
    assertThat(states().read(key).version()).isZero();
    states().write(key, SessionState.EMPTY, 0);
    long first = version();
    states().write(key, everything(), first);

    for (long version : new long[] {0, first, first + 2, first + 8}) {
      assertThat(states().write(key, SessionState.EMPTY, version)).isFalse();
    }
    assertThat(states().read(key)).isEqualTo(new Versioned(first + 1, everything()));
  }

  @Test
  void statesAreSeparateByBotUserAndChannel() {
    states().write(key, everything(), 0);
    for (ConversationKey other :
        List.of(
            new ConversationKey(bot, "a#b@example.com", "email"),
            new ConversationKey(bot, "a", "rtm"),
            new ConversationKey(bot, "a#b@example.com#", "rtm"),
            new ConversationKey(new BotId("st-" + UUID.randomUUID()), key.userId(), "rtm"))) {
      assertThat(states().read(other)).isEqualTo(new Versioned(0, SessionState.EMPTY));
      assertThat(states().write(other, SessionState.EMPTY, 0)).isTrue();
    }
    assertThat(states().read(key)).isEqualTo(new Versioned(version(), everything()));
  }

  @Test
  void anIncompressibleStateOf256KibibytesIsReadAsWritten(@Seeded Random random) {
    SessionState large = noise(random, 256 * 1024);

    assertThat(states().write(key, large, 0)).isTrue();
    assertThat(states().read(key)).isEqualTo(new Versioned(version(), large));
  }

  @Test
  void ofManyWritersOfAVersionOneWins() throws Exception {
    states().write(key, SessionState.EMPTY, 0);
    long first = version();
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String json = Integer.toString(i);
      writers.add(() -> states().write(key, dialog(json), first));
    }
    int won = -1;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Boolean>> outcomes = threads.invokeAll(writers);
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i).get()) {
          assertThat(won).isEqualTo(-1);
          won = i;
        }
      }
    }
    assertThat(states().read(key))
        .isEqualTo(new Versioned(first + 1, dialog(Integer.toString(won))));
  }

  private long version() {
    return states().read(key).version();
  }

  /** Returns a state with this many random characters. */
  public static SessionState noise(Random random, int length) {
    StringBuilder noise = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char any = (char) ('#' + random.nextInt('~' - '#' + 1));
      noise.append(any == '\\' ? '!' : any);
    }
    return dialog("\"" + noise + "\"");
  }

  private static SessionState dialog(String json) {
    return new SessionState(
        Map.of(),
        Optional.of(new Context(json, STAMP)),
        Map.of(),
        ContextTags.NONE,
        Optional.empty());
  }

  private static SessionState tags(ContextTags tags) {
    return new SessionState(Map.of(), Optional.empty(), Map.of(), tags, Optional.empty());
  }
}
