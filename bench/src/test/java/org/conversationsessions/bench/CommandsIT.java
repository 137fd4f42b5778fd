package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @Test
  void figuresAreShownAndWritten() {
    Path json = folder.resolve("figures.json");

    int measured =
        run(
            new SizesCommand(context()),
            "--sessions",
            "1000,1500",
            "--runs",
            "1",
            "--json",
            json.toString());

    assertThat(measured).as("%s", err).isZero();
    assertThat(out.toString()).contains("first page", "by tag", "largest/smallest");
    assertThat(FiguresFile.read(json).sizes())
        .extracting(Figures.Size::sessions)
        .containsExactly(1000L, 1500L);
  }

  @Test
  void oneSizeIsATableOfTheCostOfEachQuery() {
    int status =
        run(new HistoryCommand(context()), "--sessions", "1000", "--runs", "1", "--on-disk");

    assertThat(status).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("read units", "items read", "round trips")
        .containsPattern("(?m)^first page +1000 +100 +[678]\\.[05] ");
    assertThat(folder.resolve(".local/bench")).isEmptyDirectory();
  }

  @Test
  void wrongUseIsOneLineOfError() {
    assertThat(run(new HistoryCommand(context()), "--sessions", "10")).isEqualTo(2);
    assertThat(run(new SizesCommand(context()), "--runs", "0")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("error: "));
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
