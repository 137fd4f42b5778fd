package org.conversationsessions.functions.runclosingscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.functions.runclosingscript.ScriptProcessOutcome.ExecutionFailure;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;
import org.conversationsessions.functions.runclosingscript.child.ScriptLimits;
import org.conversationsessions.functions.runclosingscript.child.ScriptProtocol;
import org.junit.jupiter.api.Test;

/** Runs scripts in real processes. */
class ScriptProcessExecutorIT {
  private static final Duration START = GenerousLimits.START;

  private final ScriptExecutor executor = new ScriptProcessExecutor(GenerousLimits.standard());

  @Test
  void reportsClearedProfilesInOrderAndOnce() {
    assertThat(
            executor.run(
                """
                koreUtil.ClearAuthProfiles('b');
                koreUtil.ClearAuthProfiles(['a', 'b', 'é', 'a']);
                """))
        .isEqualTo(new ScriptProcessOutcome(false, List.of("b", "a", "é"), Optional.empty()));
    assertThat(executor.run("koreUtil.ClearAllAuthProfiles(); koreUtil.ClearAllAuthProfiles();"))
        .isEqualTo(new ScriptProcessOutcome(true, List.of(), Optional.empty()));
    assertThat(executor.run(""))
        .isEqualTo(new ScriptProcessOutcome(false, List.of(), Optional.empty()));
  }

  @Test
  void reportsTheLineOfASyntaxError() {
    assertThat(failure("var a;\nvar 1;"))
        .isEqualTo(new ExecutionFailure(FailureKind.SYNTAX, "missing variable name", 2));
    assertThat(failure("/(?<a/;").kind()).isEqualTo(FailureKind.SYNTAX);
  }

  @Test
  void reportsWhatAScriptThrewAndItsLine() {
    assertThat(failure("\nthrow new RangeError('no');"))
        .isEqualTo(new ExecutionFailure(FailureKind.FAILED, "RangeError: no", 2));
    assertThat(failure("\n\nkoreUtil.ClearProfiles('a');"))
        .isEqualTo(
            new ExecutionFailure(
                FailureKind.FAILED, "TypeError: Cannot find function ClearProfiles.", 3));
    assertThat(failure("eval('(')").kind()).isEqualTo(FailureKind.FAILED);
    assertThat(failure("throw 'x'.repeat(501)").message())
        .hasSize(ScriptProtocol.MAX_MESSAGE_CHARACTERS)
        .endsWith("x…");
    assertThat(failure("Promise.reject(new Error('later'))"))
        .isEqualTo(new ExecutionFailure(FailureKind.FAILED, "Error: later", 0));
  }

  @Test
  void reportsWhichLimitAScriptExceeded() {
    assertThat(failure("\nwhile (true);"))
        .isEqualTo(
            new ExecutionFailure(
                FailureKind.TOO_MUCH, "the script executed more than 20000000 instructions", 2));
    assertThat(failure("for (;;) 7n ** 100000n;").kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(failure("'x'.repeat(2 ** 30).length").kind()).isEqualTo(FailureKind.MEMORY);
    assertThat(failure("\nfunction f() { f(); }\nf();"))
        .isEqualTo(new ExecutionFailure(FailureKind.STACK, "Exceeded maximum stack depth", 2));
  }

  @Test
  void endsAScriptByTheClockIfItGetsTooLittleCpu() {
    ScriptLimits limits = new ScriptLimits(3_600_000, 200, Long.MAX_VALUE);
    ScriptExecutor hasty = new ScriptProcessExecutor(new ProcessLimits(START, limits, START));
    assertThat(hasty.run("\nwhile (true);").failure())
        .contains(new ExecutionFailure(FailureKind.TIMEOUT, "the script took more than 200 ms", 2));
  }

  @Test
  void reportsTheLineOfAScriptThatTimedOut() {
    ScriptLimits limits = new ScriptLimits(200, START.toMillis(), Long.MAX_VALUE);
    ScriptExecutor hasty = new ScriptProcessExecutor(new ProcessLimits(START, limits, START));
    assertThat(hasty.run("\n\nwhile (true);").failure())
        .contains(
            new ExecutionFailure(
                FailureKind.TIMEOUT, "the script took more than 200 ms of CPU time", 3));
  }

  @Test
  void keepsWhatWasClearedBeforeAFailureOfAnyKind() {
    for (String failing :
        List.of(
            "throw 1;",
            "while (true);",
            "for (;;) 7n ** 100000n;",
            "'x'.repeat(2 ** 30).length",
            "(function f() { f(); })();")) {
      ScriptProcessOutcome outcome =
          executor.run(
              "koreUtil.ClearAuthProfiles('a'); koreUtil.ClearAllAuthProfiles(); " + failing);
      assertThat(outcome.profiles()).as(failing).containsExactly("a");
      assertThat(outcome.all()).as(failing).isTrue();
      assertThat(outcome.failure()).as(failing).isPresent();
    }
  }

  @Test
  void aScriptCanCatchAStackOverflow() {
    assertThat(
            executor.run(
                """
                function f() { f(); }
                try { f(); } catch (e) { koreUtil.ClearAuthProfiles(e.name); }
                """))
        .isEqualTo(new ScriptProcessOutcome(false, List.of("InternalError"), Optional.empty()));
  }

  @Test
  void killsAProcessThatDoesNotEndItself() {
    // The process itself allows the script an hour.
    ScriptLimits limits = new ScriptLimits(3_600_000, 3_600_000, Long.MAX_VALUE);
    ScriptExecutor impatient =
        new ScriptProcessExecutor(
            new ProcessLimits(START, limits, Duration.ofMillis(3_000 - limits.clockMillis())));
    ScriptProcessOutcome outcome = impatient.run("koreUtil.ClearAuthProfiles('a'); while (true);");
    assertThat(outcome.profiles()).containsExactly("a");
    assertThat(outcome.failure())
        .contains(new ExecutionFailure(FailureKind.TIMEOUT, "the script took more than 3000 ms"));
    assertNoProcessIsLeft();
  }

  @Test
  void reportsAPlatformFailureIfNoProcessIsReadyInTime() {
    ScriptExecutor hasty =
        new ScriptProcessExecutor(
            new ProcessLimits(
                Duration.ofMillis(1), ScriptLimits.standard(), Duration.ofSeconds(1)));
    assertThat(hasty.run(""))
        .isEqualTo(
            ScriptProcessOutcome.failed(
                new ExecutionFailure(
                    FailureKind.PLATFORM, "a process for a script was not ready after PT0.001S")));
    assertNoProcessIsLeft();
  }

  @Test
  void reportsAPlatformFailureAndClearedProfilesOfAKilledProcess() {
    ScriptLimits anHour = new ScriptLimits(3_600_000, 3_600_000, Long.MAX_VALUE);
    ScriptExecutor patient = new ScriptProcessExecutor(new ProcessLimits(START, anHour, START));
    CompletableFuture<ScriptProcessOutcome> running =
        CompletableFuture.supplyAsync(
            () -> patient.run("koreUtil.ClearAuthProfiles('a'); for (;;) 7n ** 100000n;"),
            Thread::startVirtualThread);
    killTheProcessOfTheScript(running);

    ScriptProcessOutcome outcome = running.join();

    assertThat(outcome.failure())
        .contains(
            new ExecutionFailure(
                FailureKind.PLATFORM, "the script's process was ended: exit status 137"));
    assertThat(outcome.profiles()).containsExactly("a");
    assertNoProcessIsLeft();
  }

  @Test
  void runsScriptsConcurrentlyWithoutMixingThemUp() {
    List<CompletableFuture<ScriptProcessOutcome>> running = new ArrayList<>();
    for (int at = 0; at < 6; at++) {
      String script =
          switch (at % 3) {
            case 0 -> "mine = 'n%d'; koreUtil.ClearAuthProfiles(mine);".formatted(at);
            case 1 -> "koreUtil.ClearAuthProfiles('n%d'); while (true);".formatted(at);
            default -> "koreUtil.ClearAuthProfiles('n%d'); 'x'.repeat(2 ** 30)".formatted(at);
          };
      running.add(
          CompletableFuture.supplyAsync(() -> executor.run(script), Thread::startVirtualThread));
    }
    for (int at = 0; at < running.size(); at++) {
      ScriptProcessOutcome outcome = running.get(at).join();
      assertThat(outcome.profiles()).containsExactly("n" + at);
      assertThat(outcome.failure().isPresent()).isEqualTo(at % 3 != 0);
    }
    assertNoProcessIsLeft();
  }

  /** Kills the process after 4 s of CPU time, when it must be running the script. */
  private static void killTheProcessOfTheScript(CompletableFuture<ScriptProcessOutcome> running) {
    while (!running.isDone()) {
      ProcessHandle.current()
          .children()
          .filter(
              child ->
                  child
                      .info()
                      .totalCpuDuration()
                      .filter(used -> used.compareTo(Duration.ofSeconds(4)) > 0)
                      .isPresent())
          .forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** A killed process ends soon, but not at once. */
  private static void assertNoProcessIsLeft() {
    ProcessHandle.current()
        .children()
        .forEach(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(60)));
  }

  private ExecutionFailure failure(String script) {
    return executor.run(script).failure().orElseThrow();
  }
}
