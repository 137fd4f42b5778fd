package org.conversationsessions.local.runner.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.template.FunctionEvent;

/**
 * A schedule of the template.
 *
 * @param name the function's logical id followed by the event's
 * @param function the function to invoke
 * @param trigger when it fires
 * @param input the function's event; empty: the Scheduler's own event
 */
public record Schedule(String name, String function, Trigger trigger, Optional<String> input) {
  public static final String TYPE = "ScheduleV2";

  // Names, retries and dead letters are accepted: they affect neither time nor event.
  private static final Set<String> KNOWN =
      Set.of(
          "DeadLetterConfig",
          "Description",
          "FlexibleTimeWindow",
          "GroupName",
          "Input",
          "KmsKeyArn",
          "Name",
          "OmitName",
          "PermissionsBoundary",
          "RetryPolicy",
          "RoleArn",
          "ScheduleExpression",
          "ScheduleExpressionTimezone",
          "State");

  /**
   * Reads a schedule; empty if it is disabled.
   *
   * @throws IllegalArgumentException if it uses a setting that is not supported here
   */
  public static Optional<Schedule> of(String function, FunctionEvent event) {
    String name = function + event.id();
    Settings settings = new Settings(name, event.properties()).knowing(KNOWN);
    Schedule schedule = new Schedule(name, function, trigger(settings), settings.text("Input"));
    boolean disabled = settings.text("State").equals(Optional.of("DISABLED"));
    return disabled ? Optional.empty() : Optional.of(schedule);
  }

  private static Trigger trigger(Settings settings) {
    String expression = settings.required("ScheduleExpression");
    try {
      return Trigger.of(expression);
    } catch (IllegalArgumentException e) {
      throw settings.fault("ScheduleExpression", String.valueOf(e.getMessage()));
    }
  }

  /** Returns the function's event for a tick. */
  byte[] payload(Instant tick) {
    String time = tick.truncatedTo(ChronoUnit.SECONDS).toString();
    return input
        .map(text -> text.replace("<aws.scheduler.scheduled-time>", time))
        .orElseGet(() -> JsonCodec.write(event(time)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, Object> event(String time) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event");
    event.put("source", "aws.scheduler");
    event.put("account", LocalArn.ACCOUNT);
    event.put("time", time);
    event.put("region", LocalArn.REGION);
    event.put("resources", List.of(LocalArn.arn("scheduler", "schedule/default/" + name)));
    // The Scheduler sends a string here, not an object.
    event.put("detail", "{}");
    return event;
  }
}
