package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.acceptance.FaultyDatabase.Fault;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.local.runner.Options;
import org.conversationsessions.store.client.BoundedDynamoDbClient;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A database that answers late or throttles is answered for truthfully (contract, section 3, row
 * 10): 503, and may be sent again. {@code -Dslow.database.batches=64} makes it a load of batches of
 * 100 events.
 */
class SlowDatabaseAcceptanceIT {
  private static final int FEW_BATCHES = 4;
  private static final int BATCHES = Integer.getInteger("slow.database.batches", FEW_BATCHES);
  private static final int EVENTS = BATCHES == FEW_BATCHES ? 20 : 100;
  private static final int PEOPLE = EVENTS / 2;
  private static final int CLIENTS = 8;

  private static final Duration RECOVERY = Duration.ofSeconds(15);
  private static final Pattern LIVE = Pattern.compile("Total +[0-9]+ +([0-9]+)");

  /** Of 1,503 MB that the function may have; idle it has some 20. */
  private static final long MAX_LIVE_MB = 150;

  private static DynamoDbLocal database;
  private static FaultyDatabase faulty;
  private static LocalService service;
  private static TestBot bot;
  private static Map<String, Callable<Answer>> calls = Map.of();

  @BeforeAll
  static void start(@Seeded Random random) throws Exception {
    database = DynamoDbLocal.inMemory();
    faulty = new FaultyDatabase(database.endpoint(), random);
    service =
        LocalService.start(
            new Options(
                Path.of(System.getProperty("project.root")),
                RunningService.newHome(),
                0,
                Optional.empty(),
                Optional.of(faulty.url()),
                false,
                false,
                Map.of()));
    bot = TestBot.create(service);
    calls = calls();
    // The functions' processes start with their first calls.
    for (Map.Entry<String, Callable<Answer>> call : calls.entrySet()) {
      assertThat(call.getValue().call().status()).as(call.getKey()).isLessThan(500);
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    faulty.close();
    database.close();
  }

  @AfterEach
  void heal() {
    faulty.set(Fault.NONE);
  }

  @Test
  void aDatabaseThatAnswersAfterASecondServesAndLosesNothing() throws Exception {
    loadUnder(Fault.latency(Duration.ofSeconds(1)), "second");
  }

  @Test
  void aDatabaseThatAnswersAfterFourSecondsIsAnswered503AndLosesNothing() throws Exception {
    Resending load = loadUnder(Fault.latency(Duration.ofSeconds(4)), "four");
    assertThat(load.answers()).containsKey(503);
  }

  @Test
  void aDatabaseThatThrottlesAThirdOfItsCallsLosesNothing() throws Exception {
    loadUnder(Fault.throttling(30), "throttled");
  }

  @Test
  void everyCallOfADatabaseThatDoesNotAnswerInTimeIsAnswered503() throws Exception {
    faulty.set(Fault.latency(Duration.ofSeconds(20)));
    Map<String, Future<Answer>> answers = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      calls.forEach((name, call) -> answers.put(name, threads.submit(call)));
    }
    for (Map.Entry<String, Future<Answer>> answer : answers.entrySet()) {
      Answer told = answer.getValue().get();
      assertThat(told.brief())
          .as(answer.getKey())
          .isEqualTo("503 {\"errors\":[{\"msg\":\"Service Unavailable\",\"code\":503}]}");
      assertThat(told.header("retry-after")).contains("5");
    }
  }

  @Test
  void noCallOfADatabaseThatThrottlesIsAnsweredWithAPartOfTheTruth() throws Exception {
    TestBot other = bot.sibling();
    for (int user = 0; user < 5; user++) {
      other.record(message("user-" + user));
    }
    other.awaitTotal(5, Map.of());
    faulty.set(Fault.throttling(60));
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4 * BATCHES; i++) {
        answers.add(threads.submit(() -> other.history(Map.of())));
      }
    }
    int refused = 0;
    for (Future<Answer> each : answers) {
      Answer answer = each.get();
      if (answer.status() == 503) {
        refused++;
        continue;
      }
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("total").asInt()).isEqualTo(5);
      assertThat(answer.json().path("sessions")).hasSize(5);
    }
    System.out.printf("of %d histories %d were refused%n", answers.size(), refused);
  }

  /**
   * Sends a load while something is wrong, lets it be right again, and sends the rest again. Every
   * event must be taken in the end and count once.
   */
  private static Resending loadUnder(Fault fault, String name) throws Exception {
    TestBot loaded = bot.sibling();
    Resending load = new Resending(loaded, name);
    faulty.set(fault);
    long begun = System.nanoTime();
    load.send(CLIENTS, BATCHES, EVENTS, PEOPLE);
    double seconds = (System.nanoTime() - begun) / 1e9;
    long live = liveMegabytes();
    int most = faulty.mostUnderWay();
    int throttled = faulty.throttled();
    faulty.set(Fault.NONE);
    Map<Integer, Integer> under = load.answers();
    Duration slowest = load.slowest();
    long healed = System.nanoTime();
    while (!load.isDone()) {
      load.again();
      assertThat(Duration.ofNanos(System.nanoTime() - healed)).isLessThan(RECOVERY);
    }
    System.out.printf(
        "%s: %s in %.1f s, slowest batch %.1f s, %d calls at a time, %d throttled, %d MB live;"
            + " all taken %.1f s after it was over%n",
        fault,
        under,
        seconds,
        slowest.toMillis() / 1e3,
        most,
        throttled,
        live,
        (System.nanoTime() - healed) / 1e9);
    assertThat(load.answers().keySet()).isSubsetOf(200, 503);
    assertThat(slowest).isLessThan(Duration.ofSeconds(25));
    // One process records. The stream's functions call too, and calls that were given up continue.
    assertThat(most).isLessThanOrEqualTo(4 * BoundedDynamoDbClient.MAX_CONCURRENT_CALLS);
    assertThat(live).isLessThan(MAX_LIVE_MB);
    loaded.awaitTotal(BATCHES * PEOPLE, Map.of());
    assertThat(load.recorded())
        .hasSize(BATCHES * PEOPLE)
        .allSatisfy((user, messages) -> assertThat(messages).isEqualTo(EVENTS / PEOPLE));
    return load;
  }

  private static Event message(String user) {
    return Event.userMessage(user, "rtm", Instant.now());
  }

  /** Every call of the API, and the strategies of the history, by name. */
  private static Map<String, Callable<Answer>> calls() {
    DocumentedAccount account = new DocumentedAccount(bot);
    Map<String, Callable<Answer>> calls = new LinkedHashMap<>();
    DocumentedCall.onOnePath()
        .forEach(
            call ->
                DocumentedRequest.ofBodies(call.operation())
                    .forEach(
                        request ->
                            calls.put(
                                call + " " + request,
                                () -> request.send(account, call.operation()))));
    calls.put("history of a user", () -> bot.history(Map.of("userId", "first")));
    calls.put(
        "history by id",
        () -> bot.history(Map.of("sessionId", List.of("6b000ae50c97f07a2298cc47"))));
    return calls;
  }

  /**
   * What the recording function's process holds, in megabytes: its live objects, counted by a
   * histogram of the heap, which collects first.
   */
  private static long liveMegabytes() throws Exception {
    ProcessHandle function =
        ProcessHandle.current()
            .descendants()
            .filter(each -> each.info().commandLine().orElse("").contains("RecordActivityHandler"))
            .filter(ProcessHandle::isAlive)
            .reduce((first, last) -> last)
            .orElseThrow();
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(function.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = LIVE.matcher(histogram);
    assertThat(total.find()).as(histogram).isTrue();
    return Long.parseLong(total.group(1)) >> 20;
  }
}
