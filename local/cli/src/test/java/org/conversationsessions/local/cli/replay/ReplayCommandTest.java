package org.conversationsessions.local.cli.replay;

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
import org.conversationsessions.local.cli.Desk;
import org.conversationsessions.local.cli.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole command against a service that answers, fails and forgets as asked. */
@Timeout(60)
class ReplayCommandTest {
  @TempDir Path root;
  private final FakeTime time = new FakeTime();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(root);
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

    assertThat(run(file, "--bot", "st-1")).as(desk.err()).isZero();

    assertThat(service.taken()).isEqualTo(expected);
    assertThat(desk.out()).startsWith("sent 5000, failed 0, ");
    assertThat(desk.err()).isEmpty();
    assertThat(service.paths()).containsOnly("POST /api/public/bot/st-1/activity");
    assertThat(service.sizes()).allMatch(size -> size >= 1 && size <= 100);
    assertThat(SignedJWT.parse(service.tokens().getFirst()).getJWTClaimsSet().getClaim("appId"))
        .isEqualTo("cs-builder");
  }

  @Test
  void keepsTheOrderThroughEverySortOfFailure() throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      Random random = new Random(seed);
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
          .as("seed %d: %s %s", seed, desk.out(), desk.err())
          .isZero();

      assertThat(service.taken()).as("seed %d", seed).isEqualTo(expected);
      assertThat(desk.out()).startsWith("sent 2000, failed 0");
      assertThat(time.pauses()).as("seed %d", seed).isNotEmpty();
    }
  }

  @Test
  void namesTheLinesThatWereNotTaken() throws Exception {
    FakeService service = start(request -> FakeService.Fault.NONE);
    String good = Events.json(1, "u");
    Path file =
        desk.write(
            "r.jsonl",
            good
                + "\n{oops\n\n"
                + good.replace("userMessage", "nonsense").replace("e-1", "e-2")
                + "\n[]\n"
                + Events.json(3, "u"));

    assertThat(run(file.toString(), "--bot", "st-1")).isEqualTo(1);

    assertThat(service.taken()).isEqualTo(Map.of("u/rtm", List.of("e-1", "e-3")));
    assertThat(desk.out().lines()).hasSize(4).first().asString().startsWith("sent 2, failed 3, ");
    assertThat(desk.out())
        .contains("  line 2: is not JSON")
        .contains("  line 4: 412 no such type")
        .contains("  line 5: is no JSON object");
  }

  @Test
  void stopsAtOnceWhenTheServiceDoesNotKnowTheApp() throws Exception {
    FakeService service = start(request -> FakeService.Fault.NONE);
    service.answer(401, "{\"errors\":[{\"msg\":\"Invalid SDK credentials\",\"code\":4002}]}");

    assertThat(run(recording(5000, 37, new HashMap<>()), "--bot", "st-1")).isEqualTo(1);

    assertThat(service.sizes().size()).isLessThanOrEqualTo(4);
    assertThat(desk.err())
        .contains("401 Invalid SDK credentials")
        .contains("stopped at line ")
        .doesNotContain("\n");
    assertThat(desk.out()).startsWith("sent 0, failed 0");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void failsAtOnceWhereNothingAnswers() throws Exception {
    start(request -> FakeService.Fault.NONE);
    String file = recording(500, 5, new HashMap<>());
    FakeService gone = new FakeService(request -> FakeService.Fault.NONE);
    gone.close();

    assertThat(run(file, "--bot", "st-1", "--url", gone.url().toString())).isEqualTo(1);

    assertThat(time.pauses()).isEmpty();
    assertThat(desk.out()).startsWith("sent 0, failed 0");
    assertThat(desk.err())
        .startsWith("error: stopped at line 1: nothing answers at " + gone.url().getAuthority())
        .contains("start bin/local, or check --url")
        .doesNotContain("%");
  }

  @Test
  void stopsWhenTheServiceStaysAway() throws Exception {
    FakeService service = start(request -> FakeService.Fault.AWAY);

    assertThat(run(recording(500, 5, new HashMap<>()), "--bot", "st-1", "--clients", "1"))
        .isEqualTo(1);

    assertThat(service.sizes()).hasSize(Backoff.TRIES);
    assertThat(desk.err()).contains("stopped at line 1: 503 <html>away</html>");
  }

  @Test
  void followsTheTimestampsAtTheSpeedThatIsAskedFor() throws Exception {
    start(request -> FakeService.Fault.NONE);
    Path file =
        desk.write(
            "r.jsonl",
            at(1, "2020-01-01T00:00:00Z")
                + at(2, "2020-01-01T00:10:00Z")
                + at(3, "2021-01-01T00:00:00Z"));

    assertThat(run(file.toString(), "--bot", "st-1", "--speed", "60", "--max-pause", "1m"))
        .isZero();

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1));
  }

  @Test
  void readsStandardInputAndGzip() throws Exception {
    FakeService service = start(request -> FakeService.Fault.NONE);
    desk.input(Events.json(1, "u") + "\n" + Events.json(2, "u") + "\n");
    assertThat(run("-", "--bot", "st-2")).isZero();
    assertThat(service.paths()).containsOnly("POST /api/public/bot/st-2/activity");

    Path file = Files.write(root.resolve("r.gz"), RecordingTest.gzip(Events.json(3, "u")));
    assertThat(run(file.toString(), "--bot", "st-2")).isZero();

    assertThat(service.taken()).isEqualTo(Map.of("u/rtm", List.of("e-1", "e-2", "e-3")));
  }

  @Test
  void saysIfTheRecordingIsCut() throws Exception {
    start(request -> FakeService.Fault.NONE);
    byte[] whole = RecordingTest.gzip(Events.json(1, "u") + "\n");
    Path file = Files.write(root.resolve("r.gz"), Arrays.copyOf(whole, whole.length - 6));

    assertThat(run(file.toString(), "--bot", "st-1")).isEqualTo(1);
    assertThat(desk.err()).contains("cannot be read to its end");
  }

  @Test
  void signsAsTheAppThatIsNamedAndSendsWhereItIsTold() throws Exception {
    FakeService elsewhere = start(request -> FakeService.Fault.NONE);
    Desk fresh = new Desk(root.resolve("fresh"));
    fresh.input(Desk.secret("z") + "\n");
    Path file = fresh.write("r.jsonl", Events.json(1, "u"));

    int status =
        fresh.run(
            s -> Program.of(new ReplayCommand(s, time), s),
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
  void takesAnEmptyRecordingForDone() throws Exception {
    start(request -> FakeService.Fault.NONE);

    assertThat(run(desk.write("empty", "").toString(), "--bot", "st-1")).isZero();
    assertThat(desk.out()).startsWith("sent 0, failed 0, 0 events/s");
  }

  @Test
  void tellsWrongUseFromFailure() throws Exception {
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
    assertThat(desk.err()).contains("(see bin/replay --help)").doesNotContain("\n");
    assertThat(run("none", "--bot", "st-1")).isEqualTo(1);
    assertThat(desk.err()).contains("there is no file none");
    assertThat(run("f", "--bot", "st-4")).isEqualTo(1);
    assertThat(desk.err()).contains("st-4").contains("--app");
    assertThat(run("--help")).isZero();
    assertThat(desk.out()).contains("--speed").contains("Examples:");
  }

  private FakeService start(FakeService.Faults faults) throws Exception {
    FakeService service = new FakeService(faults);
    open.add(service);
    desk = new Desk(root).withCredentials(service.url().toString(), "http://127.0.0.1:1");
    return service;
  }

  private int run(String... args) {
    return desk.run(s -> Program.of(new ReplayCommand(s, time), s), args);
  }

  /** Writes a recording of many users and tells what should be taken of it. */
  private String recording(int events, int users, Map<String, List<String>> expected) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(events);
    for (int i = 0; i < events; i++) {
      String user = "user " + random.nextInt(users);
      text.append(Events.json(i, user)).append('\n');
      expected.computeIfAbsent(user + "/rtm", u -> new ArrayList<>()).add("e-" + i);
    }
    return desk.write("recording.jsonl", text.toString()).toString();
  }

  private static String at(int line, String timestamp) {
    return Events.json(line, "u").replace("}", ",\"timestamp\":\"" + timestamp + "\"}") + "\n";
  }
}
