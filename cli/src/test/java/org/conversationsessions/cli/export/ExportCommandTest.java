package org.conversationsessions.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.cli.replay.send.Backoff;
import org.conversationsessions.cli.replay.send.FakeReplayClock;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bin/admin export} against a fake of the history over HTTP. */
class ExportCommandTest {
  private static final Instant NOW = CommandHarness.NOW;
  private static final String FROM = "2026-01-20";

  @TempDir Path root;
  private final FakeReplayClock clock = new FakeReplayClock();
  private CommandHarness harness;
  private FakeHistory history;

  @BeforeEach
  void start() throws Exception {
    harness = new CommandHarness(root);
    history = new FakeHistory();
  }

  @AfterEach
  void stop() {
    history.close();
  }

  @Test
  void everySessionIsExportedOnceTheNewestFirst(@Seeded Random random) {
    history.pagesOf(3);
    List<String> ids = sessions(random, 60);

    assertThat(ids(export("--from", FROM))).isEqualTo(ids);
    assertThat(harness.err()).isEqualTo("exported 60 sessions, 0 messages");
  }

  @Test
  void oneSessionIsNoPlural() {
    history.session("u-1", NOW);

    export();

    assertThat(harness.err()).isEqualTo("exported 1 session, 0 messages");
  }

  @Test
  void anExportWithoutDatesBeginsIn1970() {
    String first = history.session("u-1", Instant.EPOCH);
    String last = history.session("u-1", NOW);
    history.session("u-1", NOW.plusMillis(1));

    assertThat(ids(export())).containsExactly(last, first);
  }

  @Test
  void theEndsOfTheRangeAreIncluded() {
    Instant day = Instant.parse("2026-02-03T00:00:00Z");
    history.session("u-1", day.minusMillis(1));
    String first = history.session("u-1", day);
    String last = history.session("u-1", day.plus(Duration.ofDays(2)).minusMillis(1));
    history.session("u-1", day.plus(Duration.ofDays(2)));

    assertThat(ids(export("--from", "2026-02-03", "--to", "2026-02-04")))
        .containsExactly(last, first);
    assertThat(
            ids(
                export(
                    "--from", "2026-02-04T23:59:59.999Z", "--to", "2026-02-05T00:59:59.999+01:00")))
        .containsExactly(last);
  }

  @Test
  void aSessionThatContinuesInTheNextWindowIsExportedOnceWithAllItsMessages() {
    // The window up to NOW begins at this midnight.
    Instant midnight = Instant.parse("2026-02-23T00:00:00Z");
    String before = history.session("u-1", midnight.minusMillis(1));
    String after = history.session("u-2", midnight);
    history.message(before, midnight.minusMillis(1), "a");
    history.message(before, midnight.plusSeconds(60), "b");
    history.message(after, midnight.plusSeconds(1), "c");

    String out = export("--from", FROM, "--messages");

    assertThat(ids(out)).containsExactly(after, before);
    assertThat(FakeHistory.values(out, "message", "text")).containsExactly("c", "a", "b");
    assertThat(harness.err()).isEqualTo("exported 2 sessions, 3 messages");
  }

  @Test
  void messagesFollowTheirSessionsInGroupsOfFifty() {
    history.pagesOf(60);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String id = history.session("u-1", NOW.minusSeconds(60L * i));
      history.message(id, NOW.minusSeconds(60L * i), "in " + i);
      history.message(id, NOW.minusSeconds(60L * i - 1), "out " + i);
      expected.add(id);
    }

    String out = export("--from", FROM, "--messages");

    assertThat(ids(out)).isEqualTo(expected);
    assertThat(FakeHistory.values(out, "message", "text")).hasSize(240).doesNotHaveDuplicates();
    List<String> records = FakeHistory.values(out, "session", "record");
    assertThat(records).hasSize(120);
    assertThat(out.lines().limit(51).map(line -> line.substring(0, 18)))
        .endsWith("{\"record\":\"session", "{\"record\":\"message");
    assertThat(history.queries().stream().map(query -> query.path("sessionId").size()))
        .contains(50, 20)
        .allMatch(count -> count <= 50);
  }

  @Test
  void sessionsWhoseMessagesAreTooManyForOneQueryAreAskedForInParts() {
    history.atMostSessions(1);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      history.message(history.session("u-1", NOW.minusSeconds(i)), NOW, "text " + i);
      texts.add("text " + i);
    }

    String out = export("--from", FROM, "--messages");

    assertThat(FakeHistory.values(out, "message", "text")).containsExactlyElementsOf(texts);
    history.atMostSessions(0);
    assertThat(run("--bot", "st-1", "--from", FROM, "--messages")).isEqualTo(1);
  }

  @Test
  void onlyTheNamedEndUserIsExported() {
    String hers = history.session("ada@example.com", NOW.minusSeconds(5));
    history.session("leo@example.com", NOW);
    history.message(hers, NOW, "hello");

    String out = export("--user", "ada@example.com", "--from", FROM, "--messages");

    assertThat(ids(out)).containsExactly(hers);
    assertThat(FakeHistory.values(out, "message", "createdBy")).containsExactly("ada@example.com");
  }

  @Test
  void aServiceThatAllowsShorterRangesIsAskedForSingleDays(@Seeded Random random) {
    history.longestRange(Duration.ofDays(1));
    List<String> ids = sessions(random, 30);

    assertThat(ids(export("--from", FROM))).isEqualTo(ids);
    // One query was refused.
    assertThat(history.queries().stream().filter(query -> days(query) > 1)).hasSize(1);
  }

  @Test
  void sessionsThatBeginDuringTheExportAreNotInItAndShiftNothing(@Seeded Random random) {
    history.pagesOf(2);
    List<String> ids = sessions(random, 40);
    history.beforeAnswer(() -> history.session("u-new", NOW.plusSeconds(1)));

    assertThat(ids(export("--from", FROM))).isEqualTo(ids);
  }

  @Test
  void aFailureThatPassesLosesAndDoublesNothing(@Seeded Random random) {
    history.pagesOf(3);
    List<String> ids = sessions(random, 30);
    history.fail(request -> request % 3 == 0 ? 0 : request % 3 == 1 ? 503 : 429);

    assertThat(ids(export("--from", FROM))).isEqualTo(ids);
    assertThat(clock.pauses()).isNotEmpty();
  }

  @Test
  void aBrokenExportToAFileIsContinuedWhereverItBroke(@Seeded Random random) throws Exception {
    history.pagesOf(3);
    for (String session : sessions(random, 40)) {
      history.message(session, NOW, "=1+1 of " + session);
      history.message(session, NOW.plusSeconds(1), "ä, \"b\"\r\n of " + session);
    }
    for (String format : List.of("csv", "ndjson")) {
      history.fail(request -> 0);
      run("--bot", "st-1", "--from", FROM, "--messages", "--format", format, "--output", "whole");
      byte[] whole = Files.readAllBytes(root.resolve("whole"));
      Files.delete(root.resolve("whole"));
      assertThat(whole).isNotEmpty();

      int left = 1 + random.nextInt(4);
      breakAfter(left);
      int status =
          run("--bot", "st-1", "--from", FROM, "--messages", "--format", format, "--output", "x");
      int commands = 1;
      while (status != 0) {
        assertThat(status).isEqualTo(1);
        boolean begun = Files.exists(root.resolve("x.part"));
        breakAfter(1 + random.nextInt(6));
        status =
            begun
                ? run("--cursor", cursor(), "--output", "x")
                : run(
                    "--bot",
                    "st-1",
                    "--from",
                    FROM,
                    "--messages",
                    "--format",
                    format,
                    "--output",
                    "x");
        commands++;
      }

      assertThat(commands).isGreaterThan(3);
      assertThat(root.resolve("x")).hasBinaryContent(whole);
      assertThat(root.resolve("x.part")).doesNotExist();
      assertThat(root.resolve("x.cursor")).doesNotExist();
      Files.delete(root.resolve("x"));
    }
  }

  @Test
  void theFileOfAKilledExportIsContinuedByTheCursorNextToIt() throws Exception {
    history.pagesOf(1);
    List<String> ids = sessions(Randoms.fixed(1), 5);
    breakAfter(3);
    assertThat(run("--bot", "st-1", "--from", FROM, "--output", "x")).isEqualTo(1);
    String saved = Files.readString(root.resolve("x.cursor")).strip();
    assertThat(harness.err()).contains("continue with bin/admin export --output ").endsWith(saved);
    Files.writeString(root.resolve("x.part"), Files.readString(root.resolve("x.part")) + "{\"half");

    history.fail(request -> 0);
    assertThat(run("--cursor", saved, "--output", "x")).as(harness.err()).isZero();

    assertThat(ids(Files.readString(root.resolve("x")))).isEqualTo(ids);
    assertThat(harness.err()).isEqualTo("exported 5 sessions, 0 messages");
  }

  @Test
  void aBrokenExportToStandardOutputSaysHowManyBytesToKeep(@Seeded Random random) {
    history.pagesOf(2);
    List<String> ids = sessions(random, 20);
    ids.forEach(id -> history.message(id, NOW, "Grüße"));
    StringBuilder whole = new StringBuilder();
    breakAfter(4);
    int status = run("--bot", "st-1", "--from", FROM, "--messages");
    int commands = 1;
    while (status != 0) {
      Matcher bytes = Pattern.compile("keep the first ([0-9]+) bytes").matcher(harness.err());
      assertThat(bytes.find()).as(harness.err()).isTrue();
      byte[] written = (harness.out() + "\n").getBytes(StandardCharsets.UTF_8);
      int keep = Integer.parseInt(bytes.group(1));
      whole.append(new String(Arrays.copyOf(written, keep), StandardCharsets.UTF_8));
      breakAfter(1 + random.nextInt(5));
      status = run("--cursor", cursor());
      commands++;
    }
    whole.append(harness.out());

    assertThat(commands).isGreaterThan(2);
    assertThat(ids(whole.toString())).isEqualTo(ids);
    assertThat(FakeHistory.values(whole.toString(), "message", "text")).hasSize(20);
  }

  @Test
  void anInterruptedExportSaysHowItGoesOn() {
    history.pagesOf(2);
    List<String> ids = sessions(Randoms.fixed(1), 10);
    Thread test = Thread.currentThread();
    history.beforeAnswer(
        () -> {
          if (history.queries().size() == 3) {
            test.interrupt();
          }
        });

    assertThat(run("--bot", "st-1", "--from", FROM)).isEqualTo(1);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(harness.err()).startsWith("error: interrupted; then keep the first ");
    assertThat(ids(harness.out())).isEqualTo(ids.subList(0, ids(harness.out()).size()));
    history.beforeAnswer(() -> {});
    List<String> before = ids(harness.out());
    assertThat(run("--cursor", cursor())).as(harness.err()).isZero();
    assertThat(before).isNotEmpty();
    assertThat(Stream.concat(before.stream(), ids(harness.out()).stream()).toList()).isEqualTo(ids);
  }

  @Test
  void aRefusedExportSaysWhatTheAppNeedsAndLeavesNoFile() {
    history.fail(request -> 401);

    assertThat(run("--bot", "st-1", "--from", FROM, "--output", "x")).isEqualTo(1);

    assertThat(harness.err())
        .startsWith("error: the service refused a query: 401 refused here; check --bot")
        .contains("bot_sessions:read")
        .contains("chat_history:read")
        .doesNotContain("--cursor");
    assertThat(root.toFile().list()).isEmpty();
    assertThat(harness.out()).isEmpty();
  }

  @Test
  void aServiceThatStaysAwayIsGivenUp() {
    history.fail(request -> 503);

    assertThat(run("--bot", "st-1", "--from", FROM)).isEqualTo(1);

    assertThat(harness.err()).contains("503 refused here, 10 times: try again");
    assertThat(clock.pauses()).hasSize(Backoff.MAX_ATTEMPTS - 1);
  }

  @Test
  void anAddressWhereNothingAnswersIsReported() {
    history.close();

    assertThat(run("--bot", "st-1", "--from", FROM)).isEqualTo(1);
    assertThat(harness.err()).contains("nothing answers at").contains("--url");
  }

  @Test
  void aCsvHasOneHeaderEvenWithoutRows() {
    assertThat(export("--from", FROM, "--format", "csv")).startsWith("record,sessionId,");
    history.session("=cmd", NOW);
    assertThat(export("--from", FROM, "--format", "CSV").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("session,")
        .contains(",\"'=cmd\",");
  }

  @Test
  void progressIsShownOnATerminalOnlyAndNeverAmongTheRows() {
    List<String> ids = sessions(Randoms.fixed(1), 10);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status = command(context(new PrintWriter(out), err, 90)).execute(arguments("--from", FROM));

    assertThat(status).isZero();
    assertThat(ids(out.toString())).isEqualTo(ids);
    assertThat(err.toString()).contains("\rexport").contains("10 sessions, 0 messages");
    assertThat(export("--from", FROM)).isEqualTo(out.toString().strip());
    assertThat(harness.err().lines()).hasSize(1);
  }

  @Test
  void aReaderThatEndsStopsTheExport() {
    history.pagesOf(2);
    sessions(Randoms.fixed(1), 10);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    StringWriter err = new StringWriter();

    int status =
        command(context(new PrintWriter(closed, false, StandardCharsets.UTF_8), err, 0))
            .execute(arguments("--from", FROM));

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: standard output cannot be written");
    assertThat(history.queries()).hasSize(1);
  }

  @Test
  void theLocalServiceAndAnAppWithTheScopesAreTheDefault() {
    String id = history.session("u-1", NOW);
    harness.withCredentials(history.url().toString(), "http://127.0.0.1:1");

    assertThat(harness.run(this::command, "--bot", "st-1", "--from", FROM))
        .as(harness.err())
        .isZero();
    assertThat(ids(harness.out())).containsExactly(id);
    assertThat(harness.run(this::command, "--bot", "st-1", "--from", FROM, "--messages"))
        .isEqualTo(1);
    assertThat(harness.err())
        .contains("no app in .local/credentials.json has bot_sessions:read and chat_history:read")
        .contains("--app");
    assertThat(harness.run(this::command, "--bot", "st-1", "--url", "http://127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(harness.err()).contains("--app cs-… with --secret-stdin");
  }

  @Test
  void wrongUsageHasStatusTwoAndSaysWhatToDo() {
    String start =
        ExportCursor.start(
                new ExportRequest(
                    new BotId("st-1"),
                    Optional.empty(),
                    new TimeWindow(NOW, NOW),
                    false,
                    ExportFormat.CSV),
                7)
            .text();

    assertThat(usage()).contains("name the bot with --bot");
    assertThat(usage("--bot", "7")).contains("--bot");
    assertThat(usage("--bot", "st-1", "--from", "yesterday")).contains("--from is a date or time");
    assertThat(usage("--bot", "st-1", "--from", "2026-02-02", "--to", "2026-02-01"))
        .contains("--from 2026-02-02T00:00:00Z is after --to");
    assertThat(usage("--bot", "st-1", "--from", "2027-01-01")).contains("in the future");
    assertThat(usage("--bot", "st-1", "--format", "xml")).contains("NDJSON, CSV");
    assertThat(usage("--bot", "st-1", "--overwrite")).contains("--overwrite needs --output");
    assertThat(usage("--cursor", start, "--bot", "st-1")).contains("leave out --bot");
    assertThat(usage("--cursor", start, "--messages")).contains("leave out --bot");
    assertThat(run("--cursor", "abc")).isEqualTo(1);
    assertThat(harness.err()).contains("--cursor is not a cursor");
  }

  /**
   * Stores sessions of the last 40 days, some at the ends of days; their identifiers, newest first.
   */
  private List<String> sessions(RandomGenerator random, int count) {
    Instant midnight = Instant.parse("2026-03-01T00:00:00Z");
    return Stream.concat(
            Stream.of(midnight, midnight.minusMillis(1), midnight, NOW),
            IntStream.range(4, count)
                .mapToObj(
                    i -> {
                      Instant day = midnight.minus(Duration.ofDays(random.nextInt(39)));
                      return switch (random.nextInt(4)) {
                        case 0 -> day;
                        case 1 -> day.minusMillis(1);
                        default -> day.minusMillis(random.nextInt(80_000_000));
                      };
                    }))
        .map(at -> new Stored(history.session("u-1", at), at))
        .sorted(Comparator.comparing(Stored::start).thenComparing(Stored::id).reversed())
        .map(Stored::id)
        .toList();
  }

  private record Stored(String id, Instant start) {}

  /** Lets this many more requests succeed. */
  private void breakAfter(int requests) {
    int[] left = {requests};
    history.fail(request -> left[0]-- > 0 ? 0 : 503);
  }

  private String cursor() {
    return harness.err().substring(harness.err().lastIndexOf(' ') + 1);
  }

  private String export(String... options) {
    assertThat(
            run(
                Stream.concat(Stream.of("--bot", "st-1"), Stream.of(options))
                    .toArray(String[]::new)))
        .as(harness.err())
        .isZero();
    return harness.out();
  }

  private String usage(String... options) {
    assertThat(run(options)).as(harness.err()).isEqualTo(2);
    assertThat(harness.err()).startsWith("error: ").doesNotContain("\n");
    return harness.err();
  }

  /** Runs the command with an app; a file is named in the test's folder. */
  private int run(String... options) {
    List<String> line = new ArrayList<>(List.of(options));
    int file = line.indexOf("--output") + 1;
    if (file > 0) {
      line.set(file, root.resolve(line.get(file)).toString());
    }
    Collections.addAll(line, service());
    return harness.run(this::command, line.toArray(String[]::new));
  }

  private String[] arguments(String... options) {
    return Stream.of(new String[] {"--bot", "st-1"}, options, service())
        .flatMap(Stream::of)
        .toArray(String[]::new);
  }

  private String[] service() {
    return new String[] {
      "--url", history.url().toString(), "--app", "cs-a", "--secret", CommandHarness.secret("a")
    };
  }

  private CommandLine command(CommandContext context) {
    return CommandRunner.commandLine(
        new ExportCommand(new TargetOptions(context), context, clock), context);
  }

  private CommandContext context(PrintWriter out, StringWriter err, int columns) {
    return new CommandContext(
        root,
        InputStream.nullInputStream(),
        out,
        new PrintWriter(err, true),
        InstantSource.fixed(NOW),
        Randoms.fixed(1),
        columns);
  }

  private static List<String> ids(String out) {
    return FakeHistory.values(out, "session", "sessionId");
  }

  private static long days(JsonNode query) {
    return query.has("cursor")
        ? 0
        : Duration.between(
                Instant.parse(query.path("dateFrom").asText()),
                Instant.parse(query.path("dateTo").asText()))
            .plusMillis(1)
            .toDays();
  }
}
