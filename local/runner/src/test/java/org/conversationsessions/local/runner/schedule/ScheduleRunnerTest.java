package org.conversationsessions.local.runner.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScheduleRunnerTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:30Z"));
  private final AtomicBoolean busy = new AtomicBoolean();
  private final FakeFunctions functions = FakeFunctions.succeeding();

  @Test
  void aTickCarriesTheScheduledInstantToTheSecond() {
    ScheduleRunner everyMinute = schedules(Map.of("ScheduleExpression", "rate(1 minute)"));
    everyMinute.deliverDue();
    assertThat(functions.calls()).isEmpty();
    clock.advance(Duration.ofMillis(31_500));
    deliverAll(everyMinute);
    FakeFunctions.Call call = functions.calls().getFirst();
    assertThat(call.function()).isEqualTo("SweepInactiveFunction");
    assertThat(call.event())
        .containsEntry("version", "0")
        .containsEntry("detail-type", "Scheduled Event")
        .containsEntry("source", "aws.scheduler")
        .containsEntry("time", "2026-03-01T10:01:00Z")
        .containsEntry("detail", "{}")
        .containsKeys("id", "account", "region", "resources");
    assertThat(functions.calls()).hasSize(1);
  }

  @Test
  void everyTickIsDeliveredOnceAndInOrder() {
    ScheduleRunner everyMinute = schedules(Map.of("ScheduleExpression", "rate(1 minute)"));
    clock.advance(Duration.ofMinutes(3));
    deliverAll(everyMinute);
    assertThat(times())
        .containsExactly("2026-03-01T10:01:00Z", "2026-03-01T10:02:00Z", "2026-03-01T10:03:00Z");
  }

  @Test
  @Tag("difference:schedule-waits")
  void aTickWaitsWhileActivityIsRecorded() {
    ScheduleRunner everyMinute = schedules(Map.of("ScheduleExpression", "rate(1 minute)"));
    busy.set(true);
    clock.advance(Duration.ofMinutes(2));
    assertThat(everyMinute.deliverDue()).isPositive();
    assertThat(functions.calls()).isEmpty();
    busy.set(false);
    deliverAll(everyMinute);
    assertThat(times()).containsExactly("2026-03-01T10:01:00Z", "2026-03-01T10:02:00Z");
  }

  @Test
  void aTickWaitsNoLongerThanFiveMinutes() {
    ScheduleRunner everyMinute = schedules(Map.of("ScheduleExpression", "rate(1 minute)"));
    busy.set(true);
    clock.advance(Duration.ofSeconds(5 * 60 + 29));
    deliverAll(everyMinute);
    assertThat(times()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    deliverAll(everyMinute);
    assertThat(times()).containsExactly("2026-03-01T10:01:00Z");
  }

  @Test
  @Tag("difference:schedule-sleep")
  void ticksMissedWhileTheMachineSleptAreSkipped() {
    ScheduleRunner everyMinute = schedules(Map.of("ScheduleExpression", "rate(1 minute)"));
    clock.advance(Duration.ofHours(8));
    deliverAll(everyMinute);
    assertThat(times()).hasSize(10).startsWith("2026-03-01T17:51:00Z").doesNotHaveDuplicates();
    assertThat(times().getLast()).isEqualTo("2026-03-01T18:00:00Z");
  }

  @Test
  void aFailedTickIsNotRepeated() {
    FakeFunctions failing = FakeFunctions.failing();
    Schedule schedule =
        Schedule.of("F", event(Map.of("ScheduleExpression", "rate(1 minute)"))).orElseThrow();
    ScheduleRunner everyMinute = new ScheduleRunner(schedule, failing, clock, busy::get);
    clock.advance(Duration.ofSeconds(30));
    deliverAll(everyMinute);
    assertThat(failing.calls()).hasSize(1);
  }

  @Test
  void anInputReplacesTheSchedulersOwnEvent() {
    ScheduleRunner withInput =
        schedules(
            Map.of(
                "ScheduleExpression",
                "rate(1 minute)",
                "Input",
                "{\"at\":\"<aws.scheduler.scheduled-time>\"}"));
    clock.advance(Duration.ofSeconds(30));
    deliverAll(withInput);
    assertThat(functions.calls().getFirst().event())
        .isEqualTo(Map.of("at", "2026-03-01T10:01:00Z"));
  }

  @Test
  void aDisabledScheduleIsNone() {
    assertThat(
            Schedule.of(
                "F", event(Map.of("ScheduleExpression", "rate(1 minute)", "State", "DISABLED"))))
        .isEmpty();
  }

  @Test
  void aScheduleThatCannotBeHonouredIsRefused() {
    assertThatThrownBy(
            () ->
                Schedule.of(
                    "F",
                    event(Map.of("ScheduleExpression", "rate(1 minute)", "StartDate", "2030"))))
        .hasMessage("FEveryMinute: StartDate is not supported on one machine");
    assertThatThrownBy(() -> Schedule.of("F", event(Map.of())))
        .hasMessage("FEveryMinute: ScheduleExpression is missing");
  }

  private ScheduleRunner schedules(Map<String, Object> properties) {
    Schedule schedule = Schedule.of("SweepInactiveFunction", event(properties)).orElseThrow();
    return new ScheduleRunner(schedule, functions, clock, busy::get);
  }

  private static FunctionEvent event(Map<String, Object> properties) {
    return new FunctionEvent("EveryMinute", "ScheduleV2", properties);
  }

  private static void deliverAll(ScheduleRunner schedules) {
    while (schedules.deliverDue().isZero()) {
      // Each call delivers one tick.
    }
  }

  private List<Object> times() {
    return functions.calls().stream().map(call -> call.event().get("time")).toList();
  }
}
