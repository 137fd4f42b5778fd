package org.conversationsessions.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function of the template, with the template's globals applied.
 *
 * @param logicalId its name in the template, and here its function name
 * @param handler the class of its handler, with an optional {@code ::method}
 * @param code its artifact, a zip or jar; may not exist yet
 * @param environment its variables in the template, with secrets resolved
 * @param timeout the maximum duration of an invocation
 * @param memoryMb its memory, in MB
 * @param events its event sources
 */
public record FunctionResource(
    String logicalId,
    String handler,
    Path code,
    Map<String, String> environment,
    Duration timeout,
    int memoryMb,
    List<FunctionEvent> events) {
  /** Makes defensive copies. */
  public FunctionResource {
    environment = Map.copyOf(environment);
    events = List.copyOf(events);
  }

  /** Returns the events of one type. */
  public List<FunctionEvent> events(String type) {
    return events.stream().filter(event -> event.type().equals(type)).toList();
  }

  /** Returns the function with another environment. */
  public FunctionResource with(Map<String, String> otherEnvironment) {
    return new FunctionResource(
        logicalId, handler, code, otherEnvironment, timeout, memoryMb, events);
  }

  /** Returns the function with another artifact. */
  public FunctionResource withCode(Path otherCode) {
    return new FunctionResource(
        logicalId, handler, otherCode, environment, timeout, memoryMb, events);
  }

  /** Returns the name only, because the environment holds secrets. */
  @Override
  public String toString() {
    return "FunctionResource[" + logicalId + "]";
  }
}
