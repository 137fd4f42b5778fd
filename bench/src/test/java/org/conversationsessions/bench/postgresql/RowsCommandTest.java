package org.conversationsessions.bench.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RowsCommandTest {
  private static final Path SCHEMA = Path.of("src/main/sql/schema.sql");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everySessionIsALineWithTheColumnsThatTheSchemaInserts() throws IOException {
    int status = run("--sessions", "1000", "--weeks", "1");

    int columns = columnsOfTheSchema();
    assertThat(status).as("%s", err).isZero();
    assertThat(out.toString().lines())
        .hasSize((int) Traffic.of(1000).total())
        .allMatch(line -> line.split("\t", -1).length == columns)
        .doesNotHaveDuplicates();
  }

  @Test
  void sessionsOfSeveralWeeksBeginBeforeTheLast() {
    run("--sessions", "1000", "--weeks", "14");

    assertThat(out.toString().lines().map(line -> Instant.parse(line.split("\t", -1)[4])))
        .anyMatch(start -> start.isBefore(Traffic.FROM.minus(Duration.ofDays(84))))
        .noneMatch(start -> start.isAfter(Traffic.TO));
  }

  @Test
  void wrongUseIsOneLineOfError() {
    assertThat(run("--sessions", "999", "--weeks", "1")).isEqualTo(2);
    assertThat(run("--sessions", "1000", "--weeks", "15")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("error: "));
  }

  @Nested
  class Line {
    private static final Instant START = Instant.parse("2026-11-10T12:00:00Z");

    private final Session live =
        Session.starting(
            SessionId.of(START, 1),
            new ConversationKey(Traffic.botId("bot"), "tab\there\\ and\nthere", "rtm"));

    @Test
    void anEmptyFigureIsNullAndATextHasItsEscapes() {
      assertThat(CopyRow.of(live).split("\t", -1))
          .contains("tab\\there\\\\ and\\nthere")
          .endsWith("[]", "0", "0", "\\N", "\\N", "\\N", "\\N");
    }

    @Test
    void tagsAreJsonWithTheirType() {
      Session tagged =
          new Session(
              live.id(),
              live.conversation(),
              START,
              List.of("en"),
              SessionType.INTERACTIVE,
              ContainmentType.AGENT,
              Optional.of(new AgentTransfer(START, false)),
              false,
              new Tags(
                  List.of(new Tag("plan", "gold", START)), List.of(new Tag("quote", "\"", START))),
              2,
              1,
              Optional.empty());

      assertThat(CopyRow.of(tagged).split("\t", -1))
          .contains("[\"en\"]", "interactive", "agent", START.toString())
          .contains(
              """
              [{"type":"user","name":"plan","value":"gold","at":"2026-11-10T12:00:00Z"},\
              {"type":"session","name":"quote","value":"\\\\"","at":"2026-11-10T12:00:00Z"}]""");
    }
  }

  /** Counts the columns that the schema copies from a line, the first being the bot's name. */
  private static int columnsOfTheSchema() throws IOException {
    var insert =
        Pattern.compile("insert into session\\s+select\\s+bot, ([^;]*?)\\s+from loaded")
            .matcher(Files.readString(SCHEMA));
    assertThat(insert.find()).isTrue();
    return 1 + insert.group(1).split(",").length;
  }

  private int run(String... arguments) {
    CommandContext context =
        new CommandContext(
            Path.of(""),
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            InstantSource.system(),
            Randoms.fixed(1),
            0);
    return CommandRunner.commandLine(new RowsCommand(context), context).execute(arguments);
  }
}
