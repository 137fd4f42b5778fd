package org.conversationsessions.functions.runclosingscript;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.conversationsessions.functions.runclosingscript.ScriptProcessOutcome.ExecutionFailure;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.log.StructuredLog;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bot's closing script and answers with what it cleared and its failure, if any. An
 * invocation fails only if the event is invalid: neither a script nor a process that cannot start
 * makes it fail.
 */
public final class RunClosingScriptHandler implements RequestStreamHandler {
  /** The same limit applies when a script is saved (contract, section 9). */
  private static final int MAX_SCRIPT_BYTES = 16 * 1024;

  private final ScriptExecutor executor;
  private final InstantSource clock;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public RunClosingScriptHandler() {
    this(new ScriptProcessExecutor(ProcessLimits.standard()), InstantSource.system());
  }

  RunClosingScriptHandler(ScriptExecutor executor, InstantSource clock) {
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    long start = clock.millis();
    ScriptRequest request = ScriptRequest.read(Bytes.readAll(input));
    ScriptProcessOutcome outcome = run(request.script());
    log(line(request, outcome, Duration.ofMillis(clock.millis() - start)), context);
    ScriptResponse.of(outcome).writeTo(output);
  }

  private ScriptProcessOutcome run(String script) {
    if (script.getBytes(StandardCharsets.UTF_8).length > MAX_SCRIPT_BYTES) {
      return ScriptProcessOutcome.failed(
          new ExecutionFailure(
              FailureKind.TOO_MUCH, "the script has more than " + MAX_SCRIPT_BYTES + " bytes"));
    }
    return executor.run(script);
  }

  /** Holds neither the script nor profile names nor the thrown message. */
  private static String line(ScriptRequest request, ScriptProcessOutcome outcome, Duration took) {
    JsonWriter json = StructuredLog.begin("INFO", "script run");
    json.name("botId").string(request.botId()).name("sessionId").string(request.sessionId());
    json.name("millis").number(took.toMillis());
    json.name("all").bool(outcome.all()).name("profiles").number(outcome.profiles().size());
    json.name("error");
    outcome
        .failure()
        .map(ExecutionFailure::kind)
        .map(FailureKind::wire)
        .ifPresentOrElse(json::string, json::nullValue);
    return StructuredLog.end(json) + "\n";
  }

  private static void log(String line, @Nullable Context context) {
    if (context == null) {
      System.out.print(line);
    } else {
      context.getLogger().log(line);
    }
  }
}
