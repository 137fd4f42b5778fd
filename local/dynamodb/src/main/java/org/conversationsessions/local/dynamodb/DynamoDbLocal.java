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
 * A running DynamoDB Local. It takes any credentials made of letters and digits and any region; all
 * of them see the same tables. It ends when closed, and by itself when this JVM ends, however that
 * ends.
 *
 * <p>The engine's jars are those that Maven put into {@code local/dynamodb/target/engine} of the
 * checkout, which is found by the system property {@code project.root} (default: the working folder
 * or the nearest folder above it that has them).
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
   * Starts an empty database that forgets everything when it ends, on a free port. Returns when it
   * answers, after about a second.
   *
   * @throws IllegalStateException if the engine is not there or does not start; the message says
   *     why
   */
  public static DynamoDbLocal inMemory() {
    return start(0, List.of());
  }

  /**
   * Starts a database that lives in a folder, on a free port. Only one process may use the folder
   * at a time.
   *
   * @param folder is made if missing
   * @throws IllegalStateException if the engine is not there or does not start; the message says
   *     why
   */
  public static DynamoDbLocal in(Path folder) {
    return in(folder, 0);
  }

  /**
   * As {@link #in(Path)}, on a port of the caller's choice.
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

  /** Its process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Completes with the exit status when its process has ended, whyever. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Where it answers, on the loopback address. */
  public URI endpoint() {
    return endpoint;
  }

  /** Ends it. What was written in a folder stays there. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Closes the child's standard input, which is all that the child notices of its parent's end. */
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
            "--enable-native-access=ALL-UNNAMED",
            // An old log4j: what it does not look up in messages cannot be misused.
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
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(EngineMain.READY)) {
        Thread.ofVirtual().start(() -> discard(output));
        return URI.create("http://127.0.0.1:" + line.substring(EngineMain.READY.length()));
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("DynamoDB Local did not start:\n" + said);
  }

  private static void discard(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // A full pipe would stop the child.
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
        "DynamoDB Local is not there: " + start.resolve(ENGINE) + " is missing; run mvn package");
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
