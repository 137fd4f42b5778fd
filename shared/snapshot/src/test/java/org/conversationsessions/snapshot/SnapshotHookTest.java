package org.conversationsessions.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class SnapshotHookTest {
  private static final Rehearsal.Limits ONCE =
      new Rehearsal.Limits(1, Duration.ofSeconds(10), System::nanoTime);

  private static Rehearsal rehearsal() {
    return new Rehearsal(
        store -> new TestFunction(store, bot -> "{}"), List.of(Call.of("GET", "one", "")));
  }

  /** What a hook writes to the log. */
  private static List<JsonObject> log(
      Supplier<Rehearsal> rehearsal, Map<String, String> environment) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(log, true, UTF_8));
    try {
      SnapshotHook hook = new SnapshotHook(rehearsal, environment, ONCE, () -> {});
      hook.beforeCheckpoint(Core.getGlobalContext());
      hook.afterRestore(Core.getGlobalContext());
    } finally {
      System.setOut(out);
    }
    return log.toString(UTF_8)
        .lines()
        .map(line -> JsonReader.read(line, JsonReader.Duplicates.REFUSED).object().orElseThrow())
        .toList();
  }

  private static Map<String, String> environment(String... more) {
    Map<String, String> environment = TestStage.environment();
    environment.put("AWS_REGION", "local");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", more.length == 0 ? "http://localhost" : more[0]);
    return environment;
  }

  @Test
  void tellsInOneLineHowItWent() {
    assertThat(log(SnapshotHookTest::rehearsal, environment()))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.text("level")).contains("INFO");
              assertThat(line.text("message")).contains("rehearsed before the snapshot");
              assertThat(line.members()).containsKeys("rounds", "milliseconds");
            });
  }

  @Test
  void aFailureIsToldAndNotThrown() {
    for (Throwable failure :
        List.of(new IllegalStateException("made up"), new NoClassDefFoundError("made up"))) {
      assertThat(log(() -> fail(failure), environment()))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.text("level")).contains("WARN");
                assertThat(line.text("error")).contains(failure.getClass().getName());
                assertThat(line.text("stackTrace").orElseThrow()).contains("made up");
              });
    }
    assertThat(log(SnapshotHookTest::rehearsal, Map.of("AWS_REGION", "local")))
        .first()
        .satisfies(line -> assertThat(line.text("level")).contains("WARN"));
  }

  @Test
  void aDatabaseThatDoesNotGreetBackIsToldBesideTheRehearsal() {
    assertThat(log(SnapshotHookTest::rehearsal, environment("https://127.0.0.1:1")))
        .extracting(line -> line.text("level").orElseThrow())
        .containsExactly("INFO", "WARN");
  }

  @Test
  void rehearsesNothingUntilASnapshotIsTaken() {
    AtomicBoolean asked = new AtomicBoolean();
    SnapshotHook.register(
        () -> {
          asked.set(true);
          return rehearsal();
        },
        () -> asked.set(true));
    assertThat(asked).isFalse();
  }

  @Test
  void doesBesideEverythingElseWhatIsToBeDoneWhereTheFunctionGoesOn() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    SnapshotHook hook =
        new SnapshotHook(SnapshotHookTest::rehearsal, environment(), ONCE, done::countDown);
    hook.beforeCheckpoint(Core.getGlobalContext());
    assertThat(done.getCount()).isOne();

    hook.afterRestore(Core.getGlobalContext());
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSnapshotIsAheadOnlyWhereLambdaSaysSo() {
    String type = "AWS_LAMBDA_INITIALIZATION_TYPE";
    assertThat(Snapshot.isAhead(Map.of(type, "snap-start"))).isTrue();
    assertThat(Snapshot.isAhead(Map.of(type, "on-demand"))).isFalse();
    assertThat(Snapshot.isAhead(Map.of())).isFalse();
  }

  private static Rehearsal fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
