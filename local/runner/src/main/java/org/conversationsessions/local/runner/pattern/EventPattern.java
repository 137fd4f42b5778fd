package org.conversationsessions.local.runner.pattern;

import java.io.IOException;
import java.util.Map;
import org.conversationsessions.local.runner.aws.JsonCodec;
import software.amazon.event.ruler.Machine;

/**
 * An event pattern, evaluated by AWS's own engine, event-ruler. EventBridge rules and the filters
 * of Lambda's event source mappings share this pattern language. Thread-safe.
 */
public final class EventPattern {
  private static final String RULE = "pattern";

  private final Machine machine;

  private EventPattern(Machine machine) {
    this.machine = machine;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException if the engine refuses it; the message says why
   */
  public static EventPattern of(Map<String, Object> pattern) {
    Machine machine = Machine.builder().build();
    try {
      machine.addRule(RULE, JsonCodec.write(pattern));
    } catch (IOException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
    return new EventPattern(machine);
  }

  /**
   * Returns whether an event matches.
   *
   * @param event a JSON object
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public boolean matches(String event) {
    try {
      return !machine.rulesForJSONEvent(event).isEmpty();
    } catch (Exception e) { // the engine declares no narrower type
      throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
    }
  }

  /** Returns the parser's message without its position, which refers to text nobody has seen. */
  private static String reason(IOException refusal) {
    return String.valueOf(refusal.getMessage()).lines().findFirst().orElse("").strip();
  }
}
