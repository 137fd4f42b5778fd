package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizesCommandTest {
  private final StringWriter out = new StringWriter();
  private final List<Long> measured = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void eachSizeIsMeasuredOnceAndTheLargestComparedWithTheSmallest() {
    Path json = folder.resolve("figures.json");

    int status = run("--sessions", "20000,1000,20000", "--json", json.toString());

    assertThat(status).isZero();
    assertThat(measured).containsExactly(1000L, 20_000L);
    assertThat(out.toString())
        .containsPattern("(?m)^read units +1000 +20000 +largest/smallest$")
        .containsPattern("(?m)^first page +1\\.0 +20\\.0 +20\\.00$");
    assertThat(FiguresFile.read(json).sizes())
        .extracting(Figures.Size::sessions)
        .containsExactly(1000L, 20_000L);
  }

  private int run(String... arguments) {
    CommandContext context =
        new CommandContext(
            folder,
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true),
            InstantSource.system(),
            Randoms.fixed(1),
            0);
    return CommandRunner.commandLine(new SizesCommand(context, this::measure), context)
        .execute(arguments);
  }

  /** Returns a first page of a read unit for each thousand sessions. */
  private Figures.Size measure(long sessions) {
    measured.add(sessions);
    Figures.Row row = new Figures.Row("first page", sessions, 100, sessions / 1000.0, 100, 1, 1, 0);
    return new Figures.Size(sessions, 500, List.of(row), List.of());
  }
}
