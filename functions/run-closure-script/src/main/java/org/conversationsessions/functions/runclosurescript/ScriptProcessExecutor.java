package org.conversationsessions.functions.runclosurescript;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.functions.runclosurescript.ScriptProcessOutcome.Failure;
import org.conversationsessions.functions.runclosurescript.child.FailureKind;
import org.conversationsessions.functions.runclosurescript.child.ScriptProtocol;

/**
 * Runs each script in a process of its own, which is gone when its outcome is there. For several
 * threads at a time.
 */
final class ScriptProcessExecutor implements ScriptExecutor {
  /** A killed process dies at once, unless the machine itself hangs. */
  private static final long SECONDS_TO_DIE = 1;

  /** One that fell silent is dying, or will be killed. */
  private static final long SECONDS_TO_FOLLOW = 5;

  /** The exit status of a process that a signal ended is this and the signal's number. */
  private static final int FIRST_SIGNAL = 128;

  private final ProcessLimits bounds;
  private final ChildCommand command;

  ScriptProcessExecutor(ProcessLimits bounds) {
    this.bounds = bounds;
    this.command = new ChildCommand(bounds.limits());
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
    try (ScriptTimeout alarm = ScriptTimeout.after(bounds.start(), process)) {
      if (!report.ready()) {
        return unstarted(
            alarm.rang()
                ? "a process for a script was not ready after " + bounds.start()
                : "a process for a script ended before it was ready: "
                    + told(exitStatus(process, SECONDS_TO_FOLLOW)));
      }
    }
    try (ScriptTimeout alarm = ScriptTimeout.after(bounds.run(), process)) {
      send(script, process);
      Optional<ScriptProcessOutcome> told = report.outcome();
      return told.orElseGet(
          () -> report.endingWith(alarm.rang() ? tookTooLong() : failure(process)));
    }
  }

  /** Of a script that did not begin. */
  private static ScriptProcessOutcome unstarted(String reason) {
    String message =
        reason.length() > ScriptProtocol.MAX_MESSAGE_CHARACTERS ? reason.substring(0, ScriptProtocol.MAX_MESSAGE_CHARACTERS) : reason;
    return ScriptProcessOutcome.failed(new Failure(FailureKind.PLATFORM, message));
  }

  /** A process that does not listen any more tells why, or its end does. */
  private static void send(String script, Process process) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    try (DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
      out.writeInt(bytes.length);
      out.write(bytes);
    } catch (IOException e) {
      // Nothing is lost: what it did tell is read next.
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    var _ = exitStatus(process, SECONDS_TO_DIE);
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      // What it may still have said is of no interest.
    }
  }

  private Failure tookTooLong() {
    return new Failure(FailureKind.TIMEOUT, bounds.limits().tookTooLong());
  }

  /** Of a process that ended, or talked nonsense, with a script in its hands. */
  private static Failure failure(Process process) {
    Optional<Integer> status = exitStatus(process, SECONDS_TO_FOLLOW);
    if (status.equals(Optional.of(ChildCommand.OUT_OF_MEMORY))) {
      return new Failure(FailureKind.MEMORY, "the script used more memory than there is");
    }
    // A signal: the kernel or the JVM ended the process, not the script.
    return status.filter(known -> known > FIRST_SIGNAL).isPresent()
        ? new Failure(FailureKind.PLATFORM, "the script's process was ended: " + told(status))
        : new Failure(FailureKind.FAILED, "the script's process failed: " + told(status));
  }

  private static String told(Optional<Integer> status) {
    return status.map(known -> "exit status " + known).orElse("it does not end");
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
