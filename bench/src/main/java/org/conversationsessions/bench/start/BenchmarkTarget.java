package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.lambda.FunctionJvm;
import org.conversationsessions.local.runner.lambda.HostProgram;
import org.conversationsessions.local.template.FunctionResource;

/**
 * A function to measure.
 *
 * @param name its name in tables
 * @param jvm starts its process
 * @param event the event of every invocation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BenchmarkTarget(String name, FunctionJvm jvm, byte[] event) {
  private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";

  /** Options that the managed runtime adds to those of {@link FunctionJvm}. */
  private static final List<String> RUNTIME_OPTIONS =
      List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

  /** Returns a function behind AWS's client for the Runtime API. */
  static BenchmarkTarget of(
      String name, FunctionResource function, Path root, Map<String, String> aws, byte[] event) {
    HostProgram program = runtime(root).with(RUNTIME_OPTIONS);
    Path log = root.resolveSibling(root.getFileName() + ".log");
    return new BenchmarkTarget(
        name, new FunctionJvm(function, FunctionFolder.artifact(root), program, aws, log), event);
  }

  private static HostProgram runtime(Path root) {
    try {
      return HostProgram.aws(
          Jars.of(Jars.RUNTIME),
          Files.createTempDirectory(root.toAbsolutePath().getParent(), "native"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns this target with further options for its JVM. */
  BenchmarkTarget with(String otherName, String... options) {
    return new BenchmarkTarget(
        otherName,
        new FunctionJvm(
            jvm.function(),
            jvm.artifact(),
            jvm.program().with(List.of(options)),
            jvm.aws(),
            jvm.log()),
        event);
  }

  /**
   * Returns this target as it starts for a snapshot. From Java 25 on such a process may use the
   * second compiler (AWS's announcement of the runtime).
   *
   * @param credentials gives the process its credentials
   */
  BenchmarkTarget forSnapshot(String otherName, FakeCredentialsEndpoint credentials) {
    Map<String, String> environment = new HashMap<>(jvm.function().environment());
    environment.put(INITIALIZATION, "snap-start");
    return new BenchmarkTarget(
        otherName,
        new FunctionJvm(
            jvm.function().with(environment),
            jvm.artifact(),
            jvm.program().with(List.of("-XX:TieredStopAtLevel=4")),
            credentials.replaceIn(jvm.aws()),
            jvm.log()),
        event);
  }

  /**
   * Returns this target with both compilers, as it runs under SnapStart, but without a snapshot.
   */
  BenchmarkTarget withBothCompilers() {
    return with(name, "-XX:TieredStopAtLevel=4");
  }

  /** Starts a process. */
  FunctionRun start() {
    return new FunctionRun(jvm);
  }
}
