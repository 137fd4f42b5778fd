package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Contract, section 8: what a closing script clears is cleared, or the bus is told that it was not,
 * even if the process that runs scripts dies while they run. {@code -Dkilled.closings=100} takes
 * more closings.
 */
@Timeout(600)
class KilledScriptsAcceptanceIT {
  private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");
  private static final Duration MAX_WAIT = Duration.ofSeconds(400);

  /**
   * By how much the queue's time is put forward every second, on average. Retries pause for some
   * four minutes in all. What is delivered must end before it becomes visible again: nine minutes.
   */
  private static final Duration SKIP = Duration.ofSeconds(10);

  private static final String HOSTILE =
      "koreUtil.ClearAuthProfiles('crm'); for (;;) 7n ** 100000n;";
  private static final String INNOCENT = "koreUtil.ClearAuthProfiles(['crm', 'erp'])";

  private final int closings = Integer.getInteger("killed.closings", 6);

  @Test
  void whatScriptsClearIsClearedOrToldOfWheneverTheirProcessDies(@Seeded Random random) {
    Path home = RunningService.newHome();
    SkippingClock queueTime = new SkippingClock();
    try (LocalService service = RunningService.start(home, Map.of(), queueTime)) {
      TestBot hostile = TestBot.create(service);
      TestBot innocent = hostile.sibling();
      assertThat(hostile.settings(Map.of("customScript", HOSTILE)).status()).isEqualTo(200);
      assertThat(innocent.settings(Map.of("customScript", INNOCENT)).status()).isEqualTo(200);
      List<StoredState> states = new ArrayList<>();
      for (int user = 0; user < closings; user++) {
        TestBot bot = user % 2 == 0 ? hostile : innocent;
        bot.recordOne(Event.userMessage("u-" + user, "rtm", START));
        StoredState state = new StoredState(bot, "u-" + user, "rtm");
        state.set("{\"authProfiles\":{\"crm\":\"t\",\"erp\":\"t\",\"sso\":\"t\"}}");
        states.add(state);
      }

      for (StoredState state : states) {
        assertThat(state.bot().close(Map.of("userId", state.userId())).status()).isEqualTo(200);
      }
      int killed = 0;
      long end = System.nanoTime() + MAX_WAIT.toNanos();
      int most = Math.max(4, closings / 8);
      while (closed(home, hostile, innocent).size() < closings) {
        assertThat(System.nanoTime() - end).as("time to wait for all closings").isNegative();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300 + random.nextInt(1500)));
        killed += killed < most ? kill(service, home) : 0;
        queueTime.skip(SKIP);
      }

      Map<String, String> failures = failures(home, hostile, innocent);
      int cleared = 0;
      int told = 0;
      for (StoredState state : states) {
        Set<String> left = names(state.shown().path("authProfiles"));
        Set<String> wanted = state.bot() == hostile ? Set.of("erp", "sso") : Set.of("sso");
        if (left.equals(wanted)) {
          cleared++;
        } else {
          assertThat(failures.get(state.userId())).as(state.userId()).isIn("crashed", "platform");
          assertThat(attempts(home, state)).as(state.userId()).contains(1, 2, 3, 4);
          told++;
        }
      }
      System.out.printf(
          "%d closings, process killed %d times: %d cleared, %d told of as not cleared, "
              + "failures %s%n",
          closings, killed, cleared, told, counted(failures));
      assertThat(killed).isPositive();
      assertThat(cleared + told).isEqualTo(closings);
      assertInOrder(home, hostile, innocent);
    }
  }

  /** Kills the process that runs this service's scripts, if there is one; how many died. */
  private static int kill(LocalService service, Path home) {
    String code = home.resolve("run").toString();
    List<ProcessHandle> processes =
        ProcessHandle.current()
            .children()
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .filter(
                            line -> line.contains(code) && line.endsWith("RunClosingScriptHandler"))
                        .isPresent())
            .toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    return processes.size();
  }

  /** Of which deliveries of a user's closing the log tells that another one follows. */
  private static Set<Integer> attempts(Path home, StoredState state) {
    String session =
        BusEvents.of(home, state.bot().id()).stream()
            .filter(event -> event.at("/detail/userId").asText().equals(state.userId()))
            .map(event -> event.at("/detail/sessionId").asText())
            .findFirst()
            .orElseThrow();
    Set<Integer> deliveries = new HashSet<>();
    try {
      for (String line : Files.readAllLines(home.resolve("logs/FinishClosingFunction.log"))) {
        if (line.contains(session) && line.contains("\"delivery\":")) {
          deliveries.add(
              Client.json(line.getBytes(StandardCharsets.UTF_8)).path("delivery").asInt());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deliveries;
  }

  private static Set<String> closed(Path home, TestBot... bots) {
    Set<String> users = new HashSet<>();
    for (TestBot bot : bots) {
      for (JsonNode event : BusEvents.of(home, bot.id())) {
        if (event.path("detail-type").asText().equals("SessionClosed")) {
          users.add(event.at("/detail/userId").asText());
        }
      }
    }
    return users;
  }

  private static Map<String, String> failures(Path home, TestBot... bots) {
    Map<String, String> kinds = new HashMap<>();
    for (TestBot bot : bots) {
      for (JsonNode event : BusEvents.of(home, bot.id())) {
        if (event.path("detail-type").asText().equals("ClosureScriptFailed")) {
          kinds.put(event.at("/detail/userId").asText(), event.at("/detail/kind").asText());
        }
      }
    }
    return kinds;
  }

  private static Map<String, Integer> counted(Map<String, String> kinds) {
    Map<String, Integer> counts = new HashMap<>();
    kinds.values().forEach(kind -> counts.merge(kind, 1, Integer::sum));
    return counts;
  }

  /** Of a session the failure of its script comes before the end of its closing. */
  private static void assertInOrder(Path home, TestBot... bots) {
    for (TestBot bot : bots) {
      Set<String> over = new HashSet<>();
      for (JsonNode event : BusEvents.of(home, bot.id())) {
        String user = event.at("/detail/userId").asText();
        if (event.path("detail-type").asText().equals("SessionClosed")) {
          over.add(user);
        } else {
          assertThat(over).as(event.toString()).doesNotContain(user);
        }
      }
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The system's time, put forward. */
  private static final class SkippingClock extends Clock {
    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

    void skip(Duration time) {
      skipped.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(skipped.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("UTC only");
    }
  }
}
