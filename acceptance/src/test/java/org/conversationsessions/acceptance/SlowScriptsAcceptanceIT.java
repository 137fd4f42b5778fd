package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contract, section 8: the closing scripts of one bot delay no closing of another bot. */
@Timeout(300)
class SlowScriptsAcceptanceIT {
  private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");

  /** Even; {@code .ci/nightly} runs 30. */
  private static final int SLOW = Integer.getInteger("slow.scripts", 16);

  private static final Duration MAX_DELAY = Duration.ofSeconds(2);
  private static final Duration MAX_WAIT = Duration.ofSeconds(150);

  /** Takes all the time of the CPU that a script may take: 3 to 4 s where several share a core. */
  private static final String SLOW_SCRIPT =
      "koreUtil.ClearAuthProfiles('crm'); for (;;) 7n ** 100000n;";

  @Test
  void otherBotsAreToldOfTheirClosingsWhileSlowScriptsRun() {
    TestBot slow = TestBot.create();
    TestBot plain = slow.sibling();
    TestBot scripted = slow.sibling();
    set(slow, SLOW_SCRIPT);
    set(scripted, "koreUtil.ClearAuthProfiles('crm')");
    // The functions' processes start with their first invocations.
    for (TestBot bot : List.of(slow, plain, scripted)) {
      talk(bot, "first");
      close(bot, "first");
      await(bot, "first");
    }
    for (int user = 0; user < SLOW; user++) {
      talk(slow, "slow-" + user);
    }
    int others = 8;
    for (int user = 0; user < others; user++) {
      talk(plain, "plain-" + user);
    }
    talk(scripted, "scripted");

    for (int user = 0; user < SLOW; user++) {
      close(slow, "slow-" + user);
    }
    close(scripted, "scripted");
    List<Duration> delays = new ArrayList<>();
    for (int user = 0; user < others; user++) {
      close(plain, "plain-" + user);
      long closed = System.nanoTime();
      await(plain, "plain-" + user);
      delays.add(Duration.ofNanos(System.nanoTime() - closed));
    }
    int doneBeforePlain = closedSessions(slow);
    await(scripted, "scripted");
    int doneBeforeScripted = closedSessions(slow);
    for (int user = 0; user < SLOW; user++) {
      await(slow, "slow-" + user);
    }

    System.out.printf(
        "closings without a script were told of after %s; %d slow ones were done then, "
            + "%d when the other bot's script was done%n",
        delays, doneBeforePlain, doneBeforeScripted);
    assertThat(delays).allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(MAX_DELAY));
    assertThat(doneBeforePlain).as("slow scripts were still running").isLessThan(SLOW);
    assertThat(doneBeforeScripted).isLessThan(SLOW / 2);
  }

  private static void set(TestBot bot, String script) {
    assertThat(bot.settings(Map.of("customScript", script)).status()).isEqualTo(200);
  }

  private static void talk(TestBot bot, String user) {
    bot.recordOne(Event.userMessage(user, "rtm", START));
  }

  private static void close(TestBot bot, String user) {
    assertThat(bot.close(Map.of("userId", user)).status()).isEqualTo(200);
  }

  /** How many sessions the bus was told are closed, without the first. */
  private static int closedSessions(TestBot bot) {
    return (int) BusEvents.distinct(bot.id()).stream().filter(e -> isClosed(e)).count() - 1;
  }

  private static boolean isClosed(JsonNode event) {
    return event.path("detail-type").asText().equals("SessionClosed");
  }

  private static void await(TestBot bot, String user) {
    long end = System.nanoTime() + MAX_WAIT.toNanos();
    while (BusEvents.of(bot.id()).stream()
        .noneMatch(e -> isClosed(e) && e.at("/detail/userId").asText().equals(user))) {
      assertThat(System.nanoTime() - end).as("time to wait for " + user).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
