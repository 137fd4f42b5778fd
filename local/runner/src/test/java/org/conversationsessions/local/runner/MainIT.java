package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.local.runner.handlers.ActingHandler;
import org.conversationsessions.local.runner.lambda.TestFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person meets it: its output, its messages, its exit status. */
class MainIT {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path root;

  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    Files.writeString(root.resolve("template.yaml"), LocalServiceIT.TEMPLATE);
    TestFunction.artifact(ActingHandler.class, root.resolve("act.zip"));
    // The database's engine is looked for below the root.
    Path engine = root.resolve("local/dynamodb/target/engine");
    Files.createDirectories(engine.getParent());
    Files.createSymbolicLink(
        engine,
        Path.of(System.getProperty("project.root")).resolve("local/dynamodb/target/engine"));
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void tellsWhatToRunNextThenThatItIsReadyAndEndsAtASignalWithStatus0() throws Exception {
    Process service = run();
    awaitReady(service);
    service.destroy();

    assertThat(service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(service.exitValue()).isZero();
    assertThat(out()).matches("ready http://127\\.0\\.0\\.1:[0-9]+\\n");
    assertThat(err())
        .contains("BOT=st-", "TOKEN=$(bin/token --app cs-", "/activity", "/getSessions")
        .contains("--endpoint-url http://127.0.0.1:", "--data DIR")
        .containsPattern(
            "  http://127\\.0\\.0\\.1:[0-9]+/console/#token=[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n")
        .doesNotContain("WARN", "SLF4J", "jetty");
  }

  @Test
  void endsWithStatus1AndAReasonWhenItsDatabaseIsGoneWithTheData() throws Exception {
    Process service = run();
    awaitReady(service);
    assertThat(database(service).destroyForcibly()).isTrue();

    assertThat(service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(service.exitValue()).isEqualTo(1);
    assertThat(err())
        .contains("bin/local: the database ended (exit status ")
        .contains("--data")
        .hasLineCount(12);
    assertThat(root.resolve(".local/run")).isEmptyDirectory();
  }

  @Test
  void goesOnWhenItsDatabaseIsGoneAndTheDataIsThere() throws Exception {
    Process service = run("--data", root.resolve("data").toString());
    awaitReady(service);
    assertThat(database(service).destroyForcibly()).isTrue();

    await(service, () -> err().contains("bin/local: the database runs again"));
    assertThat(service.isAlive()).isTrue();
    service.destroy();
    assertThat(service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(service.exitValue()).isZero();
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertFails(
          "bin/local: port " + port + " is in use; choose another with --port", "--port", port);
    }
  }

  @Test
  void saysWhatIsWrongWithAFolder() throws Exception {
    Path local = Files.writeString(root.resolve(".local"), "no folder");
    assertFails(local + " is a file, but must be a folder");
    Files.delete(local);
    Path file = Files.writeString(root.resolve("file"), "no folder");
    assertFails("--data takes a folder, not a file: " + file, "--data", file.toString());
    // A file stands where a folder above it should be.
    assertFails(file + "/below", "--data", file + "/below/data");
  }

  @Test
  void saysThatAnotherOneHasTheData() throws Exception {
    String data = root.resolve("data").toString();
    awaitReady(run("--data", data));
    assertFails(
        "bin/local: another running service keeps its data in "
            + data
            + "; end that one, or choose another folder with --data",
        "--data",
        data);
  }

  @Test
  void helpShowsEveryOptionInLinesOfATerminalsWidth() throws Exception {
    Process help = run("--help");
    assertThat(help.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(help.exitValue()).isZero();
    assertThat(out())
        .contains("Usage: bin/local", "--port", "--data", "--dynamodb", "--no-schedule", "--set")
        .contains("--help", "Examples:", "bin/local --data .local/data");
    assertThat(out().lines()).allMatch(line -> line.length() <= 80);
  }

  private void assertFails(String message, String... options) throws Exception {
    Process failing = run(options);
    assertThat(failing.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(failing.exitValue()).isEqualTo(1);
    assertThat(err()).contains(message).doesNotContain("\tat ");
  }

  private Process run(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dproject.root=" + root));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    if (!List.of(options).contains("--port")) {
      command.addAll(List.of("--port", "0"));
    }
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(root.resolve("out").toFile())
            .redirectError(root.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private void awaitReady(Process service) throws Exception {
    await(service, () -> out().startsWith("ready "));
  }

  private void await(Process service, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(service.isAlive()).as("alive; it said: " + err()).isTrue();
      assertThat(System.nanoTime()).as("time to wait; it said: " + err()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static ProcessHandle database(Process service) {
    return service
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("EngineMain"))
        .findFirst()
        .orElseThrow();
  }

  private String out() throws IOException {
    return Files.readString(root.resolve("out"));
  }

  private String err() throws IOException {
    return Files.readString(root.resolve("err"));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
