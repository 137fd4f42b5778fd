package org.conversationsessions.functions.sweepinactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * AWS's type for scheduled events is that of EventBridge rules. The Scheduler's event has a string
 * as its detail, so {@link SweepInactiveHandler} reads it itself
 * (docs/decisions/0016-stream-handlers.md).
 */
class ScheduledEventTest {
  @Test
  void awsTypeCannotHoldTheSchedulersEvent() throws IOException {
    String event =
        Files.readString(Path.of(System.getProperty("project.root"), "events/sweep-inactive.json"));
    String detail = "\"detail\": \"{}\"";
    assertThat(event).contains(detail);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> read(event))
        .withMessageContaining("[\"detail\"]");
    assertThat(read(event.replace(detail, "\"detail\": {}")).getTime())
        .hasToString("2026-03-01T10:01:00.000Z");
  }

  /** Reads an event as Lambda does for a handler of the type. */
  private static ScheduledEvent read(String event) {
    return LambdaEventSerializers.serializerFor(
            ScheduledEvent.class, ScheduledEventTest.class.getClassLoader())
        .fromJson(event);
  }
}
