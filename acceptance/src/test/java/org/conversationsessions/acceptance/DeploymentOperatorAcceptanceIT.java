package org.conversationsessions.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.store.counter.CounterItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An operator's commands, against the whole service, which knows of a change at once or soon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentOperatorAcceptanceIT {
  private static final String DAY = "2025-03-03";
  private static final String COUNTERS = "CountersTable";
  private static final Path RECORDING =
      Path.of(System.getProperty("project.root"), "docs", "examples", "recording.jsonl");
  private static final Map<String, String> AROUND = Map.of("dateFrom", DAY, "dateTo", "2025-03-04");

  private Operator operator;
  private LocalService service;

  @BeforeAll
  void start(@TempDir Path root) throws IOException {
    operator = new Operator(root);
    Files.createDirectories(root.resolve(".local"));
    service = operator.startService();
  }

  @Test
  void aDisabledAppIsRefusedAndAnEnabledOneIsTaken() {
    TestBot bot = TestBot.create(service);
    assertThat(bot.settings().status()).isEqualTo(200);
    String app = bot.builder().app().appId();

    ok("disable-app", app);

    // Of a function that has not seen the app yet: others remember it for half a minute.
    assertThat(bot.history(Map.of()).brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
    ok("enable-app", app);
    assertThat(bot.send().status()).as("412: the token is taken, the body is not").isEqualTo(412);
  }

  @Test
  void aRemovedAppIsRefused() {
    TestBot bot = TestBot.create(service);
    assertThat(bot.settings().status()).isEqualTo(200);

    ok("remove-app", bot.builder().app().appId());

    assertThat(bot.history(Map.of()).brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
  }

  @Test
  void aScopeThatIsSetHoldsWithinASecond() {
    TestBot bot = TestBot.create(service);
    TestApp app = bot.newApp();
    String path = bot.path("getSessions");
    assertThat(bot.client().call("POST", path, app.token(), "{}").text()).contains("Scope");

    ok("set-scopes", app.app().appId(), Scope.READ.wire());

    // What a function has just read counts as fresh for a fifth of a second.
    Instant end = Instant.now().plusSeconds(5);
    Answer answer = bot.client().call("POST", path, app.token(), "{}");
    while (answer.status() != 200 && Instant.now().isBefore(end)) {
      answer = bot.client().call("POST", path, app.token(), "{}");
    }
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void aRemovedBotIsUnknownAndItsLiveSessionStillCloses() {
    TestBot bot = TestBot.create(service);
    bot.settings(Map.of("proactivelyClose", false));
    assertThat(operator.replay(RECORDING.toString(), "--bot", bot.id().value()).status())
        .as("no app in the credentials may record for this bot")
        .isEqualTo(1);
    String session =
        bot.recordOne(Event.userMessage("u-1", "rtm", Instant.parse(DAY + "T09:00:00Z")));

    ok("remove-bot", bot.id().value());

    assertThat(bot.history(Map.of()).brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
    assertThat(bot.client().call("POST", bot.path("getSessions"), bot.admin().token(), "{}").text())
        .contains("Invalid StreamId");
    String shown = ok("show", "session", "--bot", bot.id().value(), session);
    assertThat(shown).containsPattern("status +active");
    bot.sweep(Instant.parse(DAY + "T09:15:30Z"));
    shown = ok("show", "session", "--bot", bot.id().value(), session);
    assertThat(shown).containsPattern("status +closed").containsPattern("closed by +inactivity");
    assertThat(recount(bot).status()).isZero();

    ok("add-bot", "--account", bot.account(), "--bot", bot.id().value());
    assertThat(bot.session(session).path("sessionStatus").asText()).isEqualTo("closed");
    assertThat(bot.settings().json().path("proactivelyClose").asBoolean()).isFalse();
  }

  @Test
  void theRecountFindsWrongCountersAndPutsThemRight() {
    TestBot bot = TestBot.create(service);
    bot.recordOne(Event.userMessage("u-1", "rtm", Instant.parse(DAY + "T09:00:00Z")));
    assertThat(recount(bot).out()).isEqualTo("sessions 1, drift 0, repaired 0, undecided 0");
    DynamoDbClient dynamo = Tables.of(service).dynamo();
    Map<String, AttributeValue> ofBot = counters(CounterItem.counterKey(bot.id(), 0));
    Map<String, AttributeValue> ofUser = counters(CounterItem.counterKey(bot.id(), "u-1"));
    Map<String, AttributeValue> rightOfBot =
        dynamo.getItem(get -> get.tableName(COUNTERS).key(ofBot)).item();
    dynamo.deleteItem(delete -> delete.tableName(COUNTERS).key(ofBot));
    dynamo.deleteItem(delete -> delete.tableName(COUNTERS).key(ofUser));

    Operator.Said wrong = recount(bot);
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.out()).isEqualTo("sessions 1, drift 1, repaired 0, undecided 0");
    assertThat(wrong.err()).contains(DAY + "  sessions 1").contains("--repair");
    // Counts of a bot that differ from its end users' would keep the recount waiting for a minute.
    // The deleted item told that the end user was new on the day, so the bot's measures differ.
    dynamo.putItem(put -> put.tableName(COUNTERS).item(rightOfBot));
    assertThat(recount(bot, "--repair").out())
        .isEqualTo("sessions 1, drift 2, repaired 2, undecided 0");
    assertThat(recount(bot).status()).isZero();
  }

  @Test
  void theRecountSaysWhatTheFunctionSaid() {
    Operator.Said said =
        operator.admin("recount", "--bot", "st-1", "--from", "2025-03-04", "--to", DAY);
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).contains("--from 2025-03-04 is after --to " + DAY);
  }

  @Test
  void theShippedRecordingUsesEveryTypeAndMakesTheSessionsThatItTellsOf() throws IOException {
    JsonNode demo = demoBot();
    String bot = demo.path("bots").path(2).asText();

    Operator.Said replayed = operator.replay(RECORDING.toString(), "--bot", bot);

    assertThat(replayed.status()).as(replayed.err()).isZero();
    List<String> lines = Files.readAllLines(RECORDING);
    assertThat(replayed.out()).startsWith("sent " + lines.size() + ", failed 0, ");
    assertThat(lines.stream().map(line -> Client.json(line.getBytes(UTF_8)).path("type").asText()))
        .containsAll(Arrays.stream(ActivityType.values()).map(ActivityType::wire).toList());
    JsonNode sessions =
        new Client(service)
            .call(
                "POST",
                "/api/public/bot/" + bot + "/getSessions",
                Tokens.hs256(
                    demo.path("apps").path(2).path("secret").asText(),
                    Map.of("appId", demo.path("apps").path(2).path("appId").asText())),
                Client.text(AROUND))
            .json()
            .path("sessions");
    assertThat(sessions)
        .extracting(
            s ->
                "%s %s %s %s %s %s"
                    .formatted(
                        s.path("userId").asText(),
                        s.path("start_time").asText().substring(11, 16),
                        s.path("containmentType").asText(),
                        s.path("sessionStatus").asText(),
                        s.path("noOfMessagesExchanged"),
                        s.path("noOfTasksExecuted")))
        .containsExactly(
            "mia@example.com 10:00 selfService active 2 0",
            "ida@example.com 09:20 agent active 2 0",
            "leo@example.com 09:10 selfService active 2 1",
            "mia@example.com 09:05 selfService closed 2 0",
            "mia@example.com 09:00 selfService closed 3 1");

    String counts = countsOf(bot, 5);
    assertThat(counts.lines()).hasSize(3).last().asString().matches("total +5 .*");
    // Three end users; two closed sessions of one of them, with five messages and a task.
    assertThat(shownCounts("total +- +3 +2 +5 +1 .*", bot, "--measures").lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith(DAY + "  3 "))
        .last()
        .asString()
        .matches("total +- +3 +2 +5 +1 .*");
    String shown = ok("show", "conversation", "--bot", bot, "--user", "mia@example.com");
    assertThat(shown)
        .containsPattern("sessions closed +2")
        .containsPattern("containment +selfService")
        .containsPattern("inactive from +" + DAY + "T10:15:00Z")
        .doesNotContain("Where is my order");
    Files.writeString(
        operator.root().resolve("marked.jsonl"), "\ufeff" + Files.readString(RECORDING));
    assertThat(
            operator
                .replay(operator.root().resolve("marked.jsonl").toString(), "--bot", bot)
                .status())
        .isZero();
  }

  @Test
  void showSaysHowLargeAStateIsAndShowsNoPartOfIt() {
    TestBot bot = TestBot.create(service);
    bot.recordOne(Event.userMessage("u-1", "rtm", Instant.now()));
    String state = "sessionState?userId=u-1&channel=rtm";
    assertThat(
            bot.client()
                .call(
                    "PUT",
                    bot.path(state),
                    bot.builder().token(),
                    Client.text(
                        Map.of(
                            "variables", Map.of("pin", Map.of("value", "4711-secret")),
                            "authProfiles", Map.of("crm", "tok-x"))))
                .status())
        .isEqualTo(200);

    String id = bot.id().value();

    String shown = ok("show", "conversation", "--bot", id, "--user", "u-1");

    assertThat(shown)
        .containsPattern("state +sealed, \\d+ bytes; expires 20")
        .doesNotContain("4711")
        .doesNotContain("pin")
        .doesNotContain("tok-x")
        .doesNotContain("crm");
    assertThat(ok("show", "conversation", "--bot", id, "--user", "u-1", "--channel", "rtm"))
        .isEqualTo(shown);
    assertThat(operator.admin("show", "conversation", "--bot", id, "--user", "u-9").err())
        .contains("check --user");
  }

  private Operator.Said recount(TestBot bot, String... more) {
    String[] arguments =
        List.of("recount", "--bot", bot.id().value(), "--from", DAY, "--to", DAY)
            .toArray(String[]::new);
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return operator.admin(all);
  }

  private static Map<String, AttributeValue> counters(String counterKey) {
    return CounterItem.key(counterKey, CounterItem.daySpan(LocalDate.parse(DAY)));
  }

  private JsonNode demoBot() throws IOException {
    return Client.json(Files.readAllBytes(operator.root().resolve(".local/credentials.json")))
        .path("accounts")
        .path(0);
  }

  private String ok(String... arguments) {
    Operator.Said said = operator.admin(arguments);
    assertThat(said.status()).as(said.err()).isZero();
    return said.out();
  }

  /** What {@code show counts} says once the counters have counted that many sessions of the day. */
  private String countsOf(String bot, int sessions) {
    return shownCounts("total +" + sessions + " .*", bot);
  }

  /** What {@code show counts} says once a line of it matches, or after 30 seconds. */
  private String shownCounts(String expected, String bot, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("show", "counts", "--bot", bot, "--from", DAY, "--to", DAY));
    arguments.addAll(List.of(more));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      String counts = ok(arguments.toArray(String[]::new));
      if (counts.lines().anyMatch(line -> line.matches(expected)) || System.nanoTime() > end) {
        return counts;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }
}
