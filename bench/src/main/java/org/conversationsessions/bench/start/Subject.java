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
 * @param name what it is called in tables
 * @param jvm how its process starts
 * @param event what it is invoked with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Subject(String name, FunctionJvm jvm, byte[] event) {
  private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";

  /** Options of the managed runtime's JVM that are not among those of every function's process. */
  private static final List<String> RUNTIME_OPTIONS =
      List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

  /** A function behind AWS's client for the Runtime API. */
  static Subject of(
      String name, FunctionResource function, Path root, Map<String, String> aws, byte[] event) {
    HostProgram program = runtime(root).with(RUNTIME_OPTIONS);
    Path log = root.resolveSibling(root.getFileName() + ".log");
    return new Subject(
        name, new FunctionJvm(function, Layout.artifact(root), program, aws, log), event);
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

  /** The same with further options for its JVM. */
  Subject with(String otherName, String... options) {
    return new Subject(
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
   * The same as it starts for a snapshot. From Java 25 on such a process may use the second
   * compiler (AWS's announcement of the runtime).
   *
   * @param credentials where it gets its credentials
   */
  Subject forSnapshot(String otherName, LentCredentials credentials) {
    Map<String, String> environment = new HashMap<>(jvm.function().environment());
    environment.put(INITIALIZATION, "snap-start");
    return new Subject(
        otherName,
        new FunctionJvm(
            jvm.function().with(environment),
            jvm.artifact(),
            jvm.program().with(List.of("-XX:TieredStopAtLevel=4")),
            credentials.instead(jvm.aws()),
            jvm.log()),
        event);
  }

  /** The same as it runs when it was started for a snapshot, without one: with both compilers. */
  Subject withBothCompilers() {
    return with(name, "-XX:TieredStopAtLevel=4");
  }

  /** Starts its process. */
  FunctionRun start() {
    return new FunctionRun(jvm);
  }
}
