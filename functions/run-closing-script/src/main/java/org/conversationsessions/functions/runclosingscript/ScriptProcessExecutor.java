package org.conversationsessions.functions.runclosingscript;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.functions.runclosingscript.ScriptProcessOutcome.ExecutionFailure;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;
import org.conversationsessions.functions.runclosingscript.child.ScriptLimits;
import org.conversationsessions.functions.runclosingscript.child.ScriptProtocol;

/** Runs each script in a new process, which has ended when {@link #run} returns. Thread-safe. */
final class ScriptProcessExecutor implements ScriptExecutor {
  /** A killed process ends at once unless the machine hangs. */
  private static final long SECONDS_AFTER_KILL = 1;

  /** A process whose report has ended is ending, or the timeout kills it. */
  private static final long SECONDS_AFTER_REPORT = 5;

  /** The exit status of a process that a signal ended is this plus the signal's number. */
  private static final int SIGNAL_BASE = 128;

  private final ProcessLimits limits;
  private final ChildCommand command;

  ScriptProcessExecutor(ProcessLimits limits) {
    this.limits = limits;
    this.command = new ChildCommand(limits.script());
  }

  @Override
  public ScriptProcessOutcome run(String script) {
    Process process;
    try {
      process = command.processBuilder().start();
    } catch (IOException e) {
      return unstarted("no process could be started for a script: " + e.getMessage());
    }
    try {
      return run(script, process);
    } finally {
      end(process);
    }
  }

  private ScriptProcessOutcome run(String script, Process process) {
    ReportReader report = new ReportReader(process.getInputStream());
    try (ScriptTimeout timeout = ScriptTimeout.after(limits.startLimit(), process)) {
      if (!report.awaitReady()) {
        return unstarted(
            timeout.hasExpired()
                ? "a process for a script was not ready after " + limits.startLimit()
                : "a process for a script ended before it was ready: "
                    + text(exitStatus(process, SECONDS_AFTER_REPORT)));
      }
    }
    try (ScriptTimeout timeout = ScriptTimeout.after(limits.runLimit(), process)) {
      send(script, process);
      Optional<ScriptProcessOutcome> complete = report.readOutcome();
      return complete.orElseGet(
          () -> report.outcomeWith(timeout.hasExpired() ? timedOut() : failure(process)));
    }
  }

  /** Returns the outcome of a script that was not started. */
  private static ScriptProcessOutcome unstarted(String reason) {
    String message =
        reason.length() > ScriptProtocol.MAX_MESSAGE_CHARACTERS
            ? reason.substring(0, ScriptProtocol.MAX_MESSAGE_CHARACTERS)
            : reason;
    return ScriptProcessOutcome.failed(new ExecutionFailure(FailureKind.PLATFORM, message));
  }

  /** Ignores a failed write: the report or the exit status holds the reason. */
  private static void send(String script, Process process) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    try (DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
      out.writeInt(bytes.length);
      out.write(bytes);
    } catch (IOException e) {
      // The report is read next.
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    var _ = exitStatus(process, SECONDS_AFTER_KILL);
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      // The rest of the report is not needed.
    }
  }

  private ExecutionFailure timedOut() {
    return new ExecutionFailure(
        FailureKind.TIMEOUT, ScriptLimits.timeoutMessage(limits.runLimit().toMillis()));
  }

  /** Returns why a process ended, or sent an invalid report, while it ran a script. */
  private static ExecutionFailure failure(Process process) {
    Optional<Integer> status = exitStatus(process, SECONDS_AFTER_REPORT);
    if (status.equals(Optional.of(ChildCommand.OUT_OF_MEMORY))) {
      return new ExecutionFailure(FailureKind.MEMORY, "the script used more memory than there is");
    }
    // A signal means that the kernel or the JVM ended the process, not the script.
    return status.filter(known -> known > SIGNAL_BASE).isPresent()
        ? new ExecutionFailure(
            FailureKind.PLATFORM, "the script's process was ended: " + text(status))
        : new ExecutionFailure(FailureKind.FAILED, "the script's process failed: " + text(status));
  }

  private static String text(Optional<Integer> status) {
    return status.map(known -> "exit status " + known).orElse("it has not ended");
  }

  private static Optional<Integer> exitStatus(Process process, long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS)
          ? Optional.of(process.exitValue())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
