package org.conversationsessions.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function of the template, the template's globals applied.
 *
 * @param logicalId its name in the template, by which it is invoked here
 * @param handler the class of its handler, perhaps with {@code ::method}
 * @param code its artifact, a zip or jar; it may not exist yet
 * @param environment the variables that the template gives it, secrets resolved
 * @param timeout how long one invocation may take
 * @param memoryMb how much memory it may use
 * @param events what invokes it
 */
public record FunctionResource(
    String logicalId,
    String handler,
    Path code,
    Map<String, String> environment,
    Duration timeout,
    int memoryMb,
    List<FunctionEvent> events) {
  /** Copies what can change. */
  public FunctionResource {
    environment = Map.copyOf(environment);
    events = List.copyOf(events);
  }

  /** Returns the events of one type. */
  public List<FunctionEvent> events(String type) {
    return events.stream().filter(event -> event.type().equals(type)).toList();
  }

  /** The same function with another environment. */
  public FunctionResource with(Map<String, String> otherEnvironment) {
    return new FunctionResource(
        logicalId, handler, code, otherEnvironment, timeout, memoryMb, events);
  }

  /** The same function with its code elsewhere. */
  public FunctionResource withCode(Path otherCode) {
    return new FunctionResource(
        logicalId, handler, otherCode, environment, timeout, memoryMb, events);
  }

  /** Names the function only: its environment holds secrets. */
  @Override
  public String toString() {
    return "FunctionResource[" + logicalId + "]";
  }
}
