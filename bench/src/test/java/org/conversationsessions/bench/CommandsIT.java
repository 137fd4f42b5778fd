package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.conversationsessions.bench.message.MessagesCommand;
import org.conversationsessions.bench.metric.MetricsCommand;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsIT {
  private static final String RECORDING =
      "shared/application/src/test/resources/irc/events.jsonl.gz";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @Test
  void oneSizeIsATableOfTheCostOfEachQueryAndAFileOfFigures() throws IOException {
    Path json = folder.resolve("figures.json");

    int status =
        run(
            new HistoryCommand(context()),
            "--sessions",
            "1000",
            "--runs",
            "1",
            "--on-disk",
            "--json",
            json.toString());

    assertThat(status).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("read units", "items read", "round trips", "by tag")
        .containsPattern("(?m)^first page +1000 +100 +[678]\\.[05] ")
        .contains(postgresqlQuestions("page"));
    assertThat(FiguresFile.read(json).sizes())
        .extracting(Figures.Size::sessions)
        .containsExactly(1000L);
    assertThat(folder.resolve(".local/bench")).isEmptyDirectory();
  }

  @Test
  void messagesKeepTheirBudgets() throws IOException {
    Path recording = folder.resolve(RECORDING);
    Files.createDirectories(recording.getParent());
    Files.copy(Path.of("..").resolve(RECORDING), recording);

    int status =
        run(
            new MessagesCommand(context()),
            "--messages",
            "10000",
            "--events",
            "150",
            "--runs",
            "1",
            "--check");

    assertThat(status).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^message by itself, text kept .* kept$")
        .containsPattern("(?m)^newest 20 of a user, last session live +20 of 100 .* kept$")
        .containsPattern("(?m)^bot, first page, one by one +100 of 10000 .* kept$")
        .containsPattern("(?m)^bot, page at half depth, 10 together +100 of 10000 .* kept$")
        .containsPattern("(?m)^one session more, no texts .* kept$");
  }

  @Test
  void metricsKeepTheirBudgets() throws IOException {
    int status = run(new MetricsCommand(context()), "--sessions", "2000", "--runs", "1", "--check");

    assertThat(status).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^metrics, 92 days +1[89][0-9]{2} .* kept$")
        .containsPattern("(?m)^billing sessions, 7 days, page at half depth +[1-9][0-9]* of ")
        .contains(postgresqlQuestions("metrics"))
        .contains(postgresqlQuestions("billing"));
  }

  @Test
  void wrongUseIsOneLineOfError() {
    assertThat(run(new HistoryCommand(context()), "--sessions", "10")).isEqualTo(2);
    assertThat(run(new SizesCommand(context()), "--runs", "0")).isEqualTo(2);
    assertThat(run(new MessagesCommand(context()), "--messages", "10010")).isEqualTo(2);
    assertThat(run(new MetricsCommand(context()), "--sessions", "1000001")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("error: "));
  }

  /** Returns what {@code bench/postgresql} asks, so that its table has the same rows. */
  private static List<String> postgresqlQuestions(String function) throws IOException {
    return Pattern.compile("pg_temp\\.%s\\('([^']+)'".formatted(function))
        .matcher(Files.readString(Path.of("src/main/sql/questions.sql")))
        .results()
        .map(call -> call.group(1))
        .toList();
  }

  private int run(Object command, String... arguments) {
    return CommandRunner.commandLine(command, context()).execute(arguments);
  }

  private CommandContext context() {
    return new CommandContext(
        folder,
        InputStream.nullInputStream(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        InstantSource.system(),
        Randoms.fixed(1),
        0);
  }
}
