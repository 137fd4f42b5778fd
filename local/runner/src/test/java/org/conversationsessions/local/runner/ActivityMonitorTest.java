package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.junit.jupiter.api.Test;

class ActivityMonitorTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final AtomicReference<Boolean> busyInside = new AtomicReference<>();
  private final ActivityMonitor monitor =
      new ActivityMonitor(this::invoked, Set.of("Record"), clock);

  private Invocation invoked(String name, byte[] payload) {
    busyInside.set(this.monitor.isRecording());
    return new Invocation.Succeeded(payload);
  }

  @Test
  void isBusyWhileActivityIsRecordedAndAMomentLonger() {
    assertThat(monitor.isRecording()).isFalse();

    monitor.invoke("Record", new byte[0]);

    assertThat(busyInside.get()).isTrue();
    assertThat(monitor.isRecording()).isTrue();
    now = now.plusMillis(1999);
    assertThat(monitor.isRecording()).isTrue();
    now = now.plusMillis(1);
    assertThat(monitor.isRecording()).isFalse();
  }

  @Test
  void isNotBusyForOtherFunctions() {
    monitor.invoke("Read", new byte[0]);

    assertThat(busyInside.get()).isFalse();
    assertThat(monitor.isRecording()).isFalse();
  }
}
