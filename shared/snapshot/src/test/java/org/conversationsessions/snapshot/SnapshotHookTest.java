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
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class SnapshotHookTest {
  private static Priming priming() {
    return new Priming(
        store -> new TestFunction(store, bot -> "{}"),
        store -> {},
        List.of(PrimingRequest.of("GET", "one", "")));
  }

  /** Runs a hook and returns its log lines. */
  private static List<JsonObject> log(Supplier<Priming> priming, Map<String, String> environment) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(log, true, UTF_8));
    try {
      SnapshotHook hook = new SnapshotHook(priming, environment, Duration.ZERO, () -> {});
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
    Map<String, String> environment = TestPrimingEnvironment.environment();
    environment.put("AWS_REGION", "local");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", more.length == 0 ? "http://localhost" : more[0]);
    return environment;
  }

  @Test
  void aPrimingThatSucceedsIsOneLogLine() {
    assertThat(log(SnapshotHookTest::priming, environment()))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.text("level")).contains("INFO");
              assertThat(line.text("message")).contains("primed before the snapshot");
              assertThat(line.members()).containsKeys("rounds", "milliseconds");
            });
  }

  @Test
  void aFailureIsLoggedAndNotThrown() {
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
    assertThat(log(SnapshotHookTest::priming, Map.of("AWS_REGION", "local")))
        .first()
        .satisfies(line -> assertThat(line.text("level")).contains("WARN"));
  }

  @Test
  void aDatabaseThatRefusesTlsIsLoggedAfterThePriming() {
    assertThat(log(SnapshotHookTest::priming, environment("https://127.0.0.1:1")))
        .extracting(line -> line.text("level").orElseThrow())
        .containsExactly("INFO", "WARN");
  }

  @Test
  void nothingIsPrimedUntilASnapshotIsTaken() {
    AtomicBoolean asked = new AtomicBoolean();
    SnapshotHook.register(
        () -> {
          asked.set(true);
          return priming();
        },
        () -> asked.set(true));
    assertThat(asked).isFalse();
  }

  @Test
  void theRestoreActionRunsAfterTheRestoreOnly() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    SnapshotHook hook =
        new SnapshotHook(SnapshotHookTest::priming, environment(), Duration.ZERO, done::countDown);
    hook.beforeCheckpoint(Core.getGlobalContext());
    assertThat(done.getCount()).isOne();

    hook.afterRestore(Core.getGlobalContext());
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSnapshotIsTakenOnlyWhereLambdaSaysSo() {
    String type = "AWS_LAMBDA_INITIALIZATION_TYPE";
    assertThat(SnapStart.isEnabled(Map.of(type, "snap-start"))).isTrue();
    assertThat(SnapStart.isEnabled(Map.of(type, "on-demand"))).isFalse();
    assertThat(SnapStart.isEnabled(Map.of())).isFalse();
  }

  private static Priming fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
