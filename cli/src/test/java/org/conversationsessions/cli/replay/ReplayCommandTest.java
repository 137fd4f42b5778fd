package org.conversationsessions.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.replay.recording.RecordedEvents;
import org.conversationsessions.cli.replay.recording.RecordingTest;
import org.conversationsessions.cli.replay.send.Backoff;
import org.conversationsessions.cli.replay.send.FakeReplayClock;
import org.conversationsessions.cli.replay.send.FakeService;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole command against a fake service with injected faults. */
@Timeout(60)
class ReplayCommandTest {
  @TempDir Path root;
  private final FakeReplayClock clock = new FakeReplayClock();
  private final List<AutoCloseable> open = new ArrayList<>();
  private CommandHarness harness;

  @BeforeEach
  void createHarness() {
    harness = new CommandHarness(root);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void sendsEverythingOnceInOrderForEachConversation() throws Exception {
    FakeService service = start(request -> FakeService.Fault.NONE);
    Map<String, List<String>> expected = new HashMap<>();
    String file = recording(5000, 37, expected);

    assertThat(run(file, "--bot", "st-1")).as(harness.err()).isZero();

    assertThat(service.taken()).isEqualTo(expected);
    assertThat(harness.out()).startsWith("sent 5000, failed 0, ");
    assertThat(harness.err()).isEmpty();
    assertThat(service.paths()).containsOnly("POST /api/public/bot/st-1/activity");
    assertThat(service.sizes()).allMatch(size -> size >= 1 && size <= 100);
    assertThat(SignedJWT.parse(service.tokens().getFirst()).getJWTClaimsSet().getClaim("appId"))
        .isEqualTo("cs-builder");
  }

  @Test
  void keepsTheOrderThroughEveryKindOfFault(@Seeded Random seeds) throws Exception {
    for (int round = 1; round <= 5; round++) {
      Random random = Randoms.from(seeds);
      FakeService.Fault[] faults = FakeService.Fault.values();
      FakeService service =
          start(
              request ->
                  random.nextInt(3) > 0
                      ? FakeService.Fault.NONE
                      : faults[random.nextInt(faults.length)]);
      Map<String, List<String>> expected = new HashMap<>();
      String file = recording(2000, 11, expected);

      assertThat(run(file, "--bot", "st-1", "--clients", "3", "--batch", "20"))
          .as("round %d: %s %s", round, harness.out(), harness.err())
          .isZero();

      assertThat(service.taken()).as("round %d", round).isEqualTo(expected);
      assertThat(harness.out()).startsWith("sent 2000, failed 0");
      assertThat(clock.pauses()).as("round %d", round).isNotEmpty();
    }
  }

  @Test
  void reportsTheLinesThatTheServiceDidNotTake() throws Exception {
    FakeService service = start(request -> FakeService.Fault.NONE);
    String good = RecordedEvents.json(1, "u");
    Path file =
        harness.write(
            "r.jsonl",
            good
                + "\n{oops\n\n"
                + good.replace("userMessage", "nonsense").replace("e-1", "e-2")
                + "\n[]\n"
                + RecordedEvents.json(3, "u"));

    assertThat(run(file.toString(), "--bot", "st-1")).isEqualTo(1);

    assertThat(service.taken()).isEqualTo(Map.of("u/rtm", List.of("e-1", "e-3")));
    assertThat(harness.out().lines())
        .hasSize(4)
        .first()
        .asString()
        .startsWith("sent 2, failed 3, ");
    assertThat(harness.out())
        .contains("  line 2: is not JSON")
        .contains("  line 4: 412 no such type")
        .contains("  line 5: is not a JSON object");
  }

  @Test
  void stopsAtOnceWhenTheServiceDoesNotKnowTheApp() throws Exception {
    FakeService service = start(request -> FakeService.Fault.NONE);
    service.answer(401, "{\"errors\":[{\"msg\":\"Invalid SDK credentials\",\"code\":4002}]}");

    assertThat(run(recording(5000, 37, new HashMap<>()), "--bot", "st-1")).isEqualTo(1);

    assertThat(service.sizes().size()).isLessThanOrEqualTo(4);
    assertThat(harness.err())
        .contains("401 Invalid SDK credentials")
        .contains("stopped at line ")
        .doesNotContain("\n");
    assertThat(harness.out()).startsWith("sent 0, failed 0");
    assertThat(clock.pauses()).isEmpty();
  }

  @Test
  void failsAtOnceIfNothingAnswers() throws Exception {
    start(request -> FakeService.Fault.NONE);
    String file = recording(500, 5, new HashMap<>());
    FakeService gone = new FakeService(request -> FakeService.Fault.NONE);
    gone.close();

    assertThat(run(file, "--bot", "st-1", "--url", gone.url().toString())).isEqualTo(1);

    assertThat(clock.pauses()).isEmpty();
    assertThat(harness.out()).startsWith("sent 0, failed 0");
    assertThat(harness.err())
        .startsWith("error: stopped at line 1: nothing answers at " + gone.url().getAuthority())
        .contains("start bin/local, or check --url")
        .doesNotContain("%");
  }

  @Test
  void stopsWhenTheServiceStaysUnavailable() throws Exception {
    FakeService service = start(request -> FakeService.Fault.AWAY);

    assertThat(run(recording(500, 5, new HashMap<>()), "--bot", "st-1", "--clients", "1"))
        .isEqualTo(1);

    assertThat(service.sizes()).hasSize(Backoff.MAX_ATTEMPTS);
    assertThat(harness.err()).contains("stopped at line 1: 503 <html>away</html>");
  }

  @Test
  void followsTheTimestampsAtTheGivenSpeed() throws Exception {
    start(request -> FakeService.Fault.NONE);
    Path file =
        harness.write(
            "r.jsonl",
            at(1, "2020-01-01T00:00:00Z")
                + at(2, "2020-01-01T00:10:00Z")
                + at(3, "2021-01-01T00:00:00Z"));

    assertThat(run(file.toString(), "--bot", "st-1", "--speed", "60", "--max-pause", "1m"))
        .isZero();

    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1));
  }

  @Test
  void readsStandardInputAndGzip() throws Exception {
    FakeService service = start(request -> FakeService.Fault.NONE);
    harness.input(RecordedEvents.json(1, "u") + "\n" + RecordedEvents.json(2, "u") + "\n");
    assertThat(run("-", "--bot", "st-2")).isZero();
    assertThat(service.paths()).containsOnly("POST /api/public/bot/st-2/activity");

    Path file = Files.write(root.resolve("r.gz"), RecordingTest.gzip(RecordedEvents.json(3, "u")));
    assertThat(run(file.toString(), "--bot", "st-2")).isZero();

    assertThat(service.taken()).isEqualTo(Map.of("u/rtm", List.of("e-1", "e-2", "e-3")));
  }

  @Test
  void reportsATruncatedRecording() throws Exception {
    start(request -> FakeService.Fault.NONE);
    byte[] whole = RecordingTest.gzip(RecordedEvents.json(1, "u") + "\n");
    Path file = Files.write(root.resolve("r.gz"), Arrays.copyOf(whole, whole.length - 6));

    assertThat(run(file.toString(), "--bot", "st-1")).isEqualTo(1);
    assertThat(harness.err()).contains("cannot be read to its end");
  }

  @Test
  void signsAsTheNamedAppAndSendsToTheGivenAddress() throws Exception {
    FakeService elsewhere = start(request -> FakeService.Fault.NONE);
    CommandHarness fresh = new CommandHarness(root.resolve("fresh"));
    fresh.input(CommandHarness.secret("z") + "\n");
    Path file = fresh.write("r.jsonl", RecordedEvents.json(1, "u"));

    int status =
        fresh.run(
            s -> CommandRunner.commandLine(new ReplayCommand(s, clock), s),
            file.toString(),
            "--bot",
            "st-9",
            "--url",
            elsewhere.url() + "/",
            "--app",
            "cs-z",
            "--secret-stdin");

    assertThat(status).as(fresh.err()).isZero();
    assertThat(SignedJWT.parse(elsewhere.tokens().getFirst()).getJWTClaimsSet().getClaim("appId"))
        .isEqualTo("cs-z");
  }

  @Test
  void succeedsForAnEmptyRecording() throws Exception {
    start(request -> FakeService.Fault.NONE);

    assertThat(run(harness.write("empty", "").toString(), "--bot", "st-1")).isZero();
    assertThat(harness.out()).startsWith("sent 0, failed 0, 0 events/s");
  }

  @Test
  void answersWrongUsageWithStatusTwo() throws Exception {
    start(request -> FakeService.Fault.NONE);

    assertThat(run("f")).isEqualTo(2);
    assertThat(run("f", "--bot", "7")).isEqualTo(2);
    assertThat(run("f", "--bot", "st-1", "--clients", "0")).isEqualTo(2);
    assertThat(run("f", "--bot", "st-1", "--batch", "101")).isEqualTo(2);
    assertThat(run("f", "--bot", "st-1", "--speed", "0")).isEqualTo(2);
    assertThat(run("f", "--bot", "st-1", "--speed", "NaN")).isEqualTo(2);
    assertThat(run("f", "--bot", "st-1", "--max-pause", "1s")).isEqualTo(2);
    assertThat(run("f", "--bot", "st-1", "--url", "ftp://x")).isEqualTo(2);
    assertThat(run("-", "--bot", "st-1", "--app", "cs-a", "--secret-stdin")).isEqualTo(2);
    assertThat(harness.err()).contains("(see bin/replay --help)").doesNotContain("\n");
    assertThat(run("none", "--bot", "st-1")).isEqualTo(1);
    assertThat(harness.err()).contains("there is no file none");
    assertThat(run("f", "--bot", "st-4")).isEqualTo(1);
    assertThat(harness.err()).contains("st-4").contains("--app");
    assertThat(run("--help")).isZero();
    assertThat(harness.out()).contains("--speed").contains("Examples:");
  }

  private FakeService start(FakeService.Faults faults) throws Exception {
    FakeService service = new FakeService(faults);
    open.add(service);
    harness =
        new CommandHarness(root).withCredentials(service.url().toString(), "http://127.0.0.1:1");
    return service;
  }

  private int run(String... args) {
    return harness.run(s -> CommandRunner.commandLine(new ReplayCommand(s, clock), s), args);
  }

  /** Writes a recording of many users and adds the event ids that the service should take. */
  private String recording(int events, int users, Map<String, List<String>> expected) {
    StringBuilder text = new StringBuilder();
    Random random = Randoms.fixed(events);
    for (int i = 0; i < events; i++) {
      String user = "user " + random.nextInt(users);
      text.append(RecordedEvents.json(i, user)).append('\n');
      expected.computeIfAbsent(user + "/rtm", u -> new ArrayList<>()).add("e-" + i);
    }
    return harness.write("recording.jsonl", text.toString()).toString();
  }

  private static String at(int line, String timestamp) {
    return RecordedEvents.json(line, "u").replace("}", ",\"timestamp\":\"" + timestamp + "\"}")
        + "\n";
  }
}
