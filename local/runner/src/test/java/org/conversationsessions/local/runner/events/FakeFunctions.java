package org.conversationsessions.local.runner.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;

/** Functions that note what they are invoked with and answer as the test says. */
final class FakeFunctions implements Functions {
  /** One invocation: which function, with what. */
  record Call(String function, Map<String, Object> event) {
    /** The messages of an event that a queue sent. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> records() {
      return (List<Map<String, Object>>) event.getOrDefault("Records", List.of());
    }
  }

  private final List<Call> calls = new ArrayList<>();
  private final Function<Call, Invocation> answer;

  private FakeFunctions(Function<Call, Invocation> answer) {
    this.answer = answer;
  }

  static FakeFunctions answering(Function<Call, Invocation> answer) {
    return new FakeFunctions(answer);
  }

  static FakeFunctions succeeding() {
    return answering(_ -> succeeded("null"));
  }

  static FakeFunctions failing() {
    return answering(_ -> failed());
  }

  static Invocation succeeded(String payload) {
    return new Invocation.Succeeded(payload.getBytes(StandardCharsets.UTF_8));
  }

  static Invocation failed() {
    return new Invocation.Failed(
        "Sandbox.Timedout", "Task timed out", "{}".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized Invocation invoke(String logicalId, byte[] payload) {
    try {
      Call call = new Call(logicalId, Json.object(payload));
      calls.add(call);
      notifyAll();
      return answer.apply(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Waits until there were so many calls; fails after ten seconds. */
  List<Call> awaitCalls(int count) throws InterruptedException {
    return await(so -> so.size() >= count);
  }

  /** Waits until there were enough calls; fails after ten seconds. */
  synchronized List<Call> await(Predicate<List<Call>> enough) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!enough.test(List.copyOf(calls))) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("not enough after " + calls.size() + " calls: " + calls);
      }
      wait(left);
    }
    return List.copyOf(calls);
  }
}
