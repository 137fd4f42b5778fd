package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conversationsessions.acceptance.compatibility.XobCat;
import org.conversationsessions.local.runner.LocalService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls in a rolling minute and their limit, in a deployment that has one (contract, section 3, row
 * 5).
 */
class RateLimitsIT {
  private static final int LIMIT = 60;
  private static final Map<String, String> MONTH =
      Map.of("fromDate", "2026-03-01", "toDate", "2026-03-31");
  private static final String EXCEEDED =
      Expected.error(
          429,
          "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
          429);

  private static LocalService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(Map.of("RateLimitPerMinute", Integer.toString(LIMIT)));
    // The first call of a function starts its process, which must not count as time between the
    // calls below.
    TestBot warm = TestBot.create(service);
    calls().forEach(call -> send(call, warm));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "account"})
  void theSixtyFirstCallIsRefusedAndCallsThatCountOtherwiseAreNot(String key) {
    TestBot bot = key.equals("bot") ? botWithoutCallsLeft() : accountWithoutCallsLeft();

    calls()
        .forEach(
            call -> {
              Answer answer = send(call, bot);
              if (call.countedWith().equals(key)) {
                assertThat(answer.brief()).as(call.toString()).isEqualTo(EXCEEDED);
                assertThat(answer.header("content-type")).contains("application/json");
                int seconds = Integer.parseInt(answer.header("retry-after").orElseThrow());
                assertThat(seconds).isBetween(1, 60);
              } else {
                assertThat(answer.status()).as(call.toString()).isNotEqualTo(429);
              }
            });
  }

  @Test
  void otherBotsAndTheAccountHaveCallsLeft() {
    TestBot bot = botWithoutCallsLeft();

    assertThat(bot.sibling().history(Map.of()).status()).isEqualTo(200);
    assertThat(
            bot.client().call("POST", "/api/public/getSessions", bot.admin().token(), "").status())
        .isEqualTo(200);
  }

  @Test
  void theLimitIsCheckedAfterTheTokenTheBotAndTheScopeAndBeforeTheBody() {
    TestBot bot = botWithoutCallsLeft();

    assertThat(bot.client().call("POST", bot.path("getSessions"), "abc", "").brief())
        .isEqualTo(Expected.INVALID_TOKEN);
    assertThat(bot.client().call("POST", bot.path("getSessions"), bot.newApp().token(), "").brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
    assertThat(bot.client().call("GET", bot.path("getSessions"), "abc", "").brief())
        .isEqualTo(Expected.METHOD_NOT_ALLOWED);
    assertThat(
            bot.client()
                .call("POST", bot.path("getSessions"), bot.builder().token(), "no JSON")
                .brief())
        .isEqualTo(EXCEEDED);
  }

  @Test
  void activityAndStateComeFromTheBotsRuntimeAndHaveNoLimit() {
    TestBot bot = botWithoutCallsLeft();

    assertThat(bot.recordOne(Event.userMessage("ann", "rtm", Instant.now()))).hasSize(24);
    assertThat(new StoredState(bot, "ann", "rtm").put("{\"sentiment\":1}").status()).isEqualTo(200);
  }

  @Test
  void aClientThatWaitsAMinuteAfterA429WaitsLongEnough() {
    TestBot bot = TestBot.create(service);
    for (int call = 0; call < LIMIT; call++) {
      assertThat(bot.history(Map.of()).status()).isEqualTo(200);
    }
    int seconds = Integer.parseInt(bot.history(Map.of()).header("retry-after").orElseThrow());
    assertThat(XobCat.WAIT_AFTER_429).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));

    List<Duration> pauses = new ArrayList<>();
    XobCat client =
        new XobCat(
            service.url(),
            bot.id().value(),
            bot.builder(),
            pause -> {
              pauses.add(pause);
              throw new IllegalStateException("the test does not wait");
            });
    assertThatThrownBy(() -> client.getSessionMessages(List.of("0".repeat(24))))
        .hasMessage("the test does not wait");
    assertThat(pauses).containsExactly(XobCat.WAIT_AFTER_429);
  }

  @Test
  void refusedCallsUseNothingUp() {
    TestBot bot = TestBot.create(service);
    for (int call = 0; call < LIMIT + 10; call++) {
      assertThat(bot.client().call("POST", bot.path("getSessions"), "abc", "").status())
          .isEqualTo(401);
    }
    assertThat(bot.history(Map.of()).status()).isEqualTo(200);
  }

  private static Stream<DocumentedCall> calls() {
    return DocumentedCall.onOnePath();
  }

  /** The limit comes before the body, so none is needed. */
  private static Answer send(DocumentedCall call, TestBot bot) {
    return bot.client()
        .call(call.method(), call.paths(bot.id().value()).getFirst(), call.app(bot).token(), "");
  }

  /** Returns a bot of an account whose calls of this minute are used up. */
  private static TestBot accountWithoutCallsLeft() {
    TestBot bot = TestBot.create(service);
    for (int call = 0; call < LIMIT; call++) {
      assertThat(
              bot.client()
                  .call("POST", "/api/public/getSessions", bot.admin().token(), "")
                  .status())
          .isEqualTo(200);
    }
    return bot;
  }

  /** Returns a bot whose calls of this minute are used up, by all routes and apps together. */
  private static TestBot botWithoutCallsLeft() {
    TestBot bot = TestBot.create(service);
    List<Integer> statuses = new ArrayList<>();
    for (int call = 0; call < LIMIT; call++) {
      Answer answer =
          switch (call % 7) {
            case 0 -> bot.history(Map.of());
            case 1 -> bot.close(Map.of("userId", "nobody"));
            case 2 -> bot.settings();
            case 3 -> bot.messages("getMessages?userId=u");
            case 4 -> bot.metrics("");
            case 5 -> bot.billingSessions(MONTH);
            default -> bot.client().call("POST", bot.path("getSessions"), bot.admin().token(), "");
          };
      statuses.add(answer.status());
    }
    assertThat(statuses).containsOnly(200);
    return bot;
  }
}
