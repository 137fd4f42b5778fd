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

/** The functions of a template, each in a JVM of its own that starts at the first invocation. */
public final class LocalFunctions implements Functions, AutoCloseable {
  private final Map<String, LocalFunction> functions;
  private final TimeoutScheduler alarms;
  private final Supplier<String> requestIds;

  /**
   * How functions run.
   *
   * @param code a folder that is made, for their unpacked artifacts
   * @param logs a folder that is made, for what they print: {@code <logical id>.log}
   * @param program what speaks to the Runtime API in their processes
   * @param aws region, credentials and endpoints, as environment variables
   * @param clock gives the deadlines
   * @param requestIds gives each invocation's id, a UUID
   * @param crashes is told of each process that ended by itself
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
      Map<String, LocalFunction> functions, TimeoutScheduler alarms, Supplier<String> requestIds) {
    this.functions = functions;
    this.alarms = alarms;
    this.requestIds = requestIds;
  }

  /**
   * Unpacks functions' artifacts, for {@link #of}.
   *
   * @param into a folder that is made
   * @return the functions, their code in folders
   * @throws IOException if an artifact is missing or no zip
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
   * Unpacks the functions' artifacts that are not folders yet; starts no process.
   *
   * @throws IOException if an artifact is missing or no zip
   */
  public static LocalFunctions of(List<FunctionResource> functions, Settings settings)
      throws IOException {
    TimeoutScheduler alarms = new TimeoutScheduler();
    Map<String, LocalFunction> running = new LinkedHashMap<>();
    OwnerOnly.folder(settings.logs());
    for (FunctionResource function : functions) {
      String id = function.logicalId();
      Path log = settings.logs().resolve(id + ".log");
      Files.deleteIfExists(log);
      Artifact artifact = Artifact.unpack(function.code(), settings.code().resolve(id));
      FunctionJvm jvm =
          new FunctionJvm(function, artifact, settings.program(), settings.aws(), log);
      running.put(id, new LocalFunction(jvm, alarms, settings.clock(), settings.crashes()));
    }
    return new LocalFunctions(running, alarms, settings.requestIds());
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

  /** Ends every process; invocations that are running fail. */
  @Override
  public void close() {
    // The alarms last: a process that is just being started sets one.
    functions.values().forEach(LocalFunction::close);
    alarms.close();
  }
}
