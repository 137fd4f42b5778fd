package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.bench.start.probe.BareSdkHandler;
import org.conversationsessions.bench.start.probe.CallLog;
import org.conversationsessions.bench.start.probe.EmptyObjectHandler;
import org.conversationsessions.bench.start.probe.EmptyStreamHandler;
import org.conversationsessions.bench.start.probe.TimedHandler;
import org.conversationsessions.local.template.FunctionResource;

/** The functions to measure: ours, and those that it is compared with. */
final class BenchmarkTargets {
  private final StartEnvironment environment;
  private final Path work;
  private final Path ours;
  private final Path calls;

  /**
   * Prepares the targets, and records the calls of DynamoDB that our function makes.
   *
   * @param work a folder for the targets' code
   */
  BenchmarkTargets(StartEnvironment environment, Path work) {
    this.environment = environment;
    this.work = work;
    this.ours = FunctionFolder.unpacked(environment.history().code(), work.resolve("get-sessions"));
    this.calls = work.resolve("calls.txt");
    write(calls, callsOf(timed(Map.of(TimedHandler.RECORD, "yes"))));
  }

  /** Returns our function that answers history queries, as it is deployed. */
  BenchmarkTarget history() {
    return BenchmarkTarget.of(
        "getSessions", environment.history(), ours, environment.aws(), event());
  }

  /** Returns our function behind the probe that times it and its calls. */
  BenchmarkTarget timed() {
    return timed(Map.of());
  }

  private BenchmarkTarget timed(Map<String, String> further) {
    Path root = work.resolve("timed");
    if (!Files.exists(root)) {
      FunctionFolder.unpacked(environment.history().code(), root);
      FunctionFolder.withPackageOf(TimedHandler.class, root);
      Path interceptors = root.resolve("software/amazon/awssdk/global/handlers");
      write(interceptors.resolve("execution.interceptors"), List.of(CallLog.class.getName()));
    }
    Map<String, String> variables = new HashMap<>(environment.history().environment());
    variables.put(TimedHandler.HANDLER, environment.history().handler());
    variables.putAll(further);
    return BenchmarkTarget.of(
        "timed", probe(TimedHandler.class, variables), root, environment.aws(), event());
  }

  /** Returns a stream handler that does nothing. */
  BenchmarkTarget emptyStream() {
    Path root =
        FunctionFolder.withPackageOf(EmptyStreamHandler.class, work.resolve("empty-stream"));
    FunctionFolder.with(root, Jars.of(List.of("aws-lambda-java-core")));
    return BenchmarkTarget.of(
        "empty stream handler",
        probe(EmptyStreamHandler.class, Map.of()),
        root,
        environment.aws(),
        event());
  }

  /** Returns a handler of objects that does nothing. */
  BenchmarkTarget emptyObject() {
    Path root =
        FunctionFolder.withPackageOf(EmptyStreamHandler.class, work.resolve("empty-object"));
    FunctionFolder.with(
        root, Jars.of(List.of("aws-lambda-java-core", "aws-lambda-java-events", "joda-time")));
    return BenchmarkTarget.of(
        "empty POJO handler",
        probe(EmptyObjectHandler.class, Map.of()),
        root,
        environment.aws(),
        event());
  }

  /** Returns the SDK without our code, making our function's calls. */
  BenchmarkTarget bareSdk() {
    Path root = FunctionFolder.withPackageOf(BareSdkHandler.class, work.resolve("bare-sdk"));
    FunctionFolder.with(root, Jars.of(Jars.SDK));
    return BenchmarkTarget.of(
        "bare SDK",
        probe(BareSdkHandler.class, Map.of(BareSdkHandler.CALLS, calls.toString())),
        root,
        environment.aws(),
        event());
  }

  private byte[] event() {
    return environment.pageRequest();
  }

  private FunctionResource probe(Class<?> handler, Map<String, String> variables) {
    FunctionResource like = environment.history();
    return new FunctionResource(
        like.logicalId(),
        handler.getName(),
        like.code(),
        variables,
        like.timeout(),
        like.memoryMb(),
        List.of());
  }

  /** Returns the calls of a warm page, the query of the page last. */
  private static List<String> callsOf(BenchmarkTarget timed) {
    try (FunctionRun run = timed.start()) {
      run.invoke(timed.event());
      run.invoke(timed.event());
      String report =
          new String(
              run.invoke(TimedHandler.REPORT.getBytes(StandardCharsets.UTF_8)).payload(),
              StandardCharsets.UTF_8);
      return report
          .lines()
          .skip(1)
          .sorted(
              Comparator.comparing((String line) -> line.split(" ", 2)[0])
                  .thenComparing(line -> line.contains("\"IndexName\"")))
          .toList();
    }
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
