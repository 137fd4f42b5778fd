package org.conversationsessions.local.runner.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.local.template.FunctionResource;

/**
 * Starts a function's process with the environment that Lambda gives it.
 *
 * @param function the function to be started
 * @param artifact its code
 * @param program the program that runs in the process
 * @param aws region, credentials and endpoints, as environment variables
 * @param log its output is appended to this file
 */
public record FunctionJvm(
    FunctionResource function,
    Artifact artifact,
    HostProgram program,
    Map<String, String> aws,
    Path log) {
  /** The variables of this machine that a process needs to run. */
  private static final List<String> INHERITED = List.of("PATH", "HOME", "TMPDIR", "SystemRoot");

  /** Starts a process that gets its invocations from a Runtime API. */
  public Process start(String runtimeApi) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.directory(artifact.root().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment(System.getenv(), runtimeApi));
    return builder.start();
  }

  /** Returns the function's ARN. */
  public String arn() {
    return "arn:aws:lambda:%s:000000000000:function:%s"
        .formatted(aws.getOrDefault("AWS_REGION", "local"), function.logicalId());
  }

  /** Returns the environment of the process. */
  Map<String, String> environment(Map<String, String> machine, String runtimeApi) {
    Map<String, String> environment = new TreeMap<>();
    for (String name : INHERITED) {
      String value = machine.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    environment.putAll(aws);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.logicalId());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.logicalId());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("LAMBDA_TASK_ROOT", artifact.root().toString());
    environment.put("LAMBDA_RUNTIME_DIR", artifact.root().toString());
    environment.put("_HANDLER", function.handler());
    environment.putAll(function.environment());
    return environment;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Like Lambda's own settings, these favour a fast start over peak performance.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("-Xmx" + Math.max(64, function.memoryMb() * 85 / 100) + "m");
    command.addAll(program.options());
    command.addAll(List.of("-cp", program.classPathWith(artifact.classPath())));
    command.addAll(List.of(program.mainClass(), function.handler()));
    return command;
  }
}
