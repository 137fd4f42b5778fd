package org.conversationsessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.conversationsessions.application.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandRunnerTest {
  @TempDir Path root;

  @Test
  void failsWithOneLineThatSaysWhatIsWrong() {
    assertThat(failing(new CliException("no such\n  thing: look\r\nelsewhere\n")))
        .isEqualTo("error: no such thing: look elsewhere");
    assertThat(failing(new IllegalArgumentException("that is wrong")))
        .isEqualTo("error: that is wrong");
    assertThat(failing(new StoreException("reading: refused")))
        .isEqualTo("error: reading: refused");
  }

  @Test
  void namesTheClassOfAnUnexpectedException() {
    assertThat(failing(new IllegalStateException("odd")))
        .isEqualTo("error: java.lang.IllegalStateException: odd");
    assertThat(failing(new IllegalArgumentException())).contains("IllegalArgumentException");
  }

  @Test
  void advisesToStartTheServiceIfTheDatabaseDoesNotAnswer() {
    Exception cause = new RuntimeException(new ConnectException("Connection refused"));

    assertThat(failing(new StoreException("reading", cause)))
        .contains("bin/local")
        .contains("--stack");
  }

  @Test
  void answersWrongUsageWithStatusTwoAndAHint() {
    CommandHarness harness = new CommandHarness(root);

    assertThat(
            harness.run(
                s -> CommandRunner.commandLine(new Failing(new IllegalStateException()), s),
                "--no-such"))
        .isEqualTo(2);
    assertThat(harness.err())
        .isEqualTo("error: Unknown option: '--no-such' (see bin/failing --help)");
    assertThat(harness.out()).isEmpty();
  }

  @Test
  void printsHelpToStandardOutput() {
    CommandHarness harness = new CommandHarness(root);

    assertThat(
            harness.run(
                s -> CommandRunner.commandLine(new Failing(new IllegalStateException()), s),
                "--help"))
        .isZero();
    assertThat(harness.out()).startsWith("Usage: bin/failing").contains("-h, --help");
    assertThat(harness.err()).isEmpty();
  }

  private String failing(Exception e) {
    CommandHarness harness = new CommandHarness(root);
    assertThat(harness.run(s -> CommandRunner.commandLine(new Failing(e), s))).isEqualTo(1);
    assertThat(harness.out()).isEmpty();
    return harness.err();
  }

  @Command(name = "bin/failing")
  private static final class Failing implements Callable<Integer> {
    @Option(names = "--well")
    private boolean well;

    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      if (!well) {
        throw failure;
      }
      return 0;
    }
  }
}
