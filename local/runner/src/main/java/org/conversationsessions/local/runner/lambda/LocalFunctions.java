package org.conversationsessions.local.runner.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.conversationsessions.local.runner.files.OwnerOnly;
import org.conversationsessions.local.template.FunctionResource;

/**
 * The template's functions, each in its own JVM, which starts with the service or at the first
 * invocation.
 */
public final class LocalFunctions implements Functions, AutoCloseable {
  private final Map<String, LocalFunction> functions;
  private final TimeoutScheduler timeouts;
  private final Supplier<String> requestIds;

  /**
   * How functions run.
   *
   * @param code a folder to create, for their unpacked artifacts
   * @param logs a folder to create, for their output: {@code <logical id>.log}
   * @param program the runtime client in their processes
   * @param aws region, credentials and endpoints, as environment variables
   * @param clock the time for deadlines
   * @param requestIds supplies each invocation's id, a UUID
   * @param crashes receives a message about each process that ended unexpectedly
   */
  public record Settings(
      Path code,
      Path logs,
      HostProgram program,
      Map<String, String> aws,
      Clock clock,
      Supplier<String> requestIds,
      Consumer<String> crashes) {}

  private LocalFunctions(
      Map<String, LocalFunction> functions,
      TimeoutScheduler timeouts,
      Supplier<String> requestIds) {
    this.functions = functions;
    this.timeouts = timeouts;
    this.requestIds = requestIds;
  }

  /**
   * Unpacks functions' artifacts, for {@link #of}.
   *
   * @param into a folder to create
   * @return the functions with their code in folders
   * @throws IOException if an artifact is missing or not a zip
   */
  public static List<FunctionResource> unpacked(List<FunctionResource> functions, Path into)
      throws IOException {
    List<FunctionResource> unpacked = new ArrayList<>();
    for (FunctionResource function : functions) {
      Path folder = into.resolve(function.logicalId());
      unpacked.add(function.withCode(Artifact.unpack(function.code(), folder).root()));
    }
    return List.copyOf(unpacked);
  }

  /**
   * Unpacks the artifacts that are not folders yet; starts no process.
   *
   * @throws IOException if an artifact is missing or not a zip
   */
  public static LocalFunctions of(List<FunctionResource> functions, Settings settings)
      throws IOException {
    TimeoutScheduler timeouts = new TimeoutScheduler();
    Map<String, LocalFunction> running = new LinkedHashMap<>();
    OwnerOnly.folder(settings.logs());
    for (FunctionResource function : functions) {
      String id = function.logicalId();
      Path log = settings.logs().resolve(id + ".log");
      Files.deleteIfExists(log);
      Artifact artifact = Artifact.unpack(function.code(), settings.code().resolve(id));
      FunctionJvm jvm =
          new FunctionJvm(function, artifact, settings.program(), settings.aws(), log);
      running.put(id, new LocalFunction(jvm, timeouts, settings.clock(), settings.crashes()));
    }
    return new LocalFunctions(running, timeouts, settings.requestIds());
  }

  @Override
  public Invocation invoke(String logicalId, byte[] payload) {
    LocalFunction function = functions.get(logicalId);
    if (function == null) {
      throw new IllegalArgumentException("no function is named " + logicalId);
    }
    return function.invoke(requestIds.get(), payload);
  }

  /**
   * Starts the processes in the background, one after the other, so that first invocations find
   * them ready.
   */
  public void warmUp() {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                for (LocalFunction function : functions.values()) {
                  function.warmUp();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Ends all processes; running invocations fail. */
  @Override
  public void close() {
    // Timeouts close last: a process that is just starting schedules one.
    functions.values().forEach(LocalFunction::close);
    timeouts.close();
  }
}
