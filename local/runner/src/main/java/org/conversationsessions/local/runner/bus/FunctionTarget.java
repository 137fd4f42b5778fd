package org.conversationsessions.local.runner.bus;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;

/**
 * A function as a rule's target. Events wait in memory and are delivered one at a time, in order.
 * Like Lambda's asynchronous invocations, a failed one is retried twice and then dropped; here the
 * retries come at once, not after minutes.
 */
public final class FunctionTarget implements Target {
  private static final System.Logger LOG = System.getLogger(FunctionTarget.class.getName());
  private static final int ATTEMPTS = 3;

  private final String function;
  private final Functions functions;
  private final BlockingQueue<Map<String, Object>> waiting = new LinkedBlockingQueue<>();

  FunctionTarget(String function, Functions functions) {
    this.function = function;
    this.functions = functions;
  }

  @Override
  public void deliver(Map<String, Object> event) {
    waiting.add(event);
  }

  public String name() {
    return "rule-to-" + function;
  }

  /** Waits for an event and delivers it. */
  public void runOnce() throws InterruptedException {
    byte[] payload = JsonCodec.write(waiting.take()).getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      switch (functions.invoke(function, payload)) {
        case Invocation.Succeeded _ -> {
          return;
        }
        case Invocation.Failed(String type, String message, byte[] _) ->
            LOG.log(
                Level.WARNING,
                "{0} failed on an event, attempt {1} of {2}: {3}: {4}",
                function,
                attempt,
                ATTEMPTS,
                type,
                message);
      }
    }
  }
}
