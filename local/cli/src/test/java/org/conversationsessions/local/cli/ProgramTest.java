package org.conversationsessions.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.conversationsessions.application.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ProgramTest {
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
  void namesTheSortOfAnUnexpectedFailure() {
    assertThat(failing(new IllegalStateException("odd")))
        .isEqualTo("error: java.lang.IllegalStateException: odd");
    assertThat(failing(new IllegalArgumentException())).contains("IllegalArgumentException");
  }

  @Test
  void tellsToStartTheServiceIfTheDatabaseDoesNotAnswer() {
    Exception cause = new RuntimeException(new ConnectException("Connection refused"));

    assertThat(failing(new StoreException("reading", cause)))
        .contains("bin/local")
        .contains("--stack");
  }

  @Test
  void answersWrongUseWithStatusTwoAndWhereToLook() {
    Desk desk = new Desk(root);

    assertThat(desk.run(s -> Program.of(new Failing(new IllegalStateException()), s), "--no-such"))
        .isEqualTo(2);
    assertThat(desk.err()).isEqualTo("error: Unknown option: '--no-such' (see bin/failing --help)");
    assertThat(desk.out()).isEmpty();
  }

  @Test
  void givesHelpOnStandardOutput() {
    Desk desk = new Desk(root);

    assertThat(desk.run(s -> Program.of(new Failing(new IllegalStateException()), s), "--help"))
        .isZero();
    assertThat(desk.out()).startsWith("Usage: bin/failing").contains("-h, --help");
    assertThat(desk.err()).isEmpty();
  }

  private String failing(Exception e) {
    Desk desk = new Desk(root);
    assertThat(desk.run(s -> Program.of(new Failing(e), s))).isEqualTo(1);
    assertThat(desk.out()).isEmpty();
    return desk.err();
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
