package org.conversationsessions.local.dynamodb;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A running DynamoDB Local. It accepts any alphanumeric credentials and any region; all see the
 * same tables. It ends when closed, and when this JVM ends for any reason.
 *
 * <p>Maven puts the engine's jars into {@code local/dynamodb/target/engine} of the checkout. The
 * checkout is the folder in the system property {@code project.root} (default: the working folder),
 * or its nearest parent with the engine.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final String ENGINE = "local/dynamodb/target/engine";

  private final Process process;
  private final URI endpoint;

  private DynamoDbLocal(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts an empty in-memory database on a free port. Returns when it answers, after about a
   * second.
   *
   * @throws IllegalStateException if the engine is missing or does not start; the message says why
   */
  public static DynamoDbLocal inMemory() {
    return start(0, List.of());
  }

  /**
   * Starts a database with its files in a folder, on a free port. Only one process may use the
   * folder at a time.
   *
   * @param folder created if missing
   * @throws IllegalStateException if the engine is missing or does not start; the message says why
   */
  public static DynamoDbLocal in(Path folder) {
    return in(folder, 0);
  }

  /**
   * Starts a database with its files in a folder, on a given port.
   *
   * @param port 0: any free one
   */
  public static DynamoDbLocal in(Path folder, int port) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(port, List.of(folder.toAbsolutePath().toString()));
  }

  /** Returns its process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Completes with the exit status when its process has ended for any reason. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Returns its URL, on the loopback address. */
  public URI endpoint() {
    return endpoint;
  }

  /** Stops it. Its folder keeps the data. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Closes the child's standard input, as the end of this JVM would. */
  void hangUp() throws IOException {
    process.outputWriter().close();
  }

  private static DynamoDbLocal start(int port, List<String> folder) {
    Path engine = engine();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            // Only the first compiler: it starts sooner, and a test's database ends soon.
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            // The engine's log4j is old: disables lookups in messages, which attackers could use.
            "-Dlog4j2.formatMsgNoLookups=true",
            "-Dsqlite4java.library.path=" + engine,
            "-cp",
            ownClasses() + File.pathSeparator + engine.resolve("*"),
            EngineMain.class.getName(),
            Integer.toString(port)));
    command.addAll(folder);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    try {
      Process process = builder.start();
      return new DynamoDbLocal(process, awaitReady(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI awaitReady(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder printed = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(EngineMain.READY)) {
        // Reading from a pipe holds a virtual thread's carrier for as long as it waits. Two such
        // readers left a machine of two cores no carrier for the callers' own virtual threads.
        Thread.ofPlatform().daemon().name("output of DynamoDB Local").start(() -> discard(output));
        return URI.create("http://127.0.0.1:" + line.substring(EngineMain.READY.length()));
      }
      printed.append(line).append('\n');
    }
    throw new IllegalStateException("DynamoDB Local did not start:\n" + printed);
  }

  private static void discard(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // A full pipe would block the child.
      }
    } catch (IOException e) {
      // The child has ended.
    }
  }

  private static Path engine() {
    Path start = Path.of(System.getProperty("project.root", "")).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path engine = folder.resolve(ENGINE);
      if (Files.isDirectory(engine)) {
        return engine;
      }
    }
    throw new IllegalStateException(
        "DynamoDB Local is missing: " + start.resolve(ENGINE) + " does not exist; run mvn package");
  }

  private static Path ownClasses() {
    try {
      return Path.of(
          DynamoDbLocal.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
