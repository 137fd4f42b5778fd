package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one process started.
 *
 * @param ready milliseconds from its start until it asked for its first invocation, or could have
 *     been frozen
 * @param firstAnswer milliseconds from its start until its first answer; of a thawed one: that its
 *     first invocation took
 * @param cpu milliseconds of processor time that it had used by its first answer, all threads
 * @param classes how many classes it had loaded by then
 * @param peakMegabytes the most memory it had resident
 * @param told what its first answer said, if that is a number of nanoseconds: milliseconds
 */
record Sample(
    double ready,
    double firstAnswer,
    double cpu,
    double classes,
    double peakMegabytes,
    double told) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Starts a process, has it answer once, and ends it. */
  static Sample of(Subject subject) {
    try (FunctionRun run = subject.start()) {
      FunctionRun.Answer first = run.invoke(subject.event());
      return seen(run, run.readyAfter(), run.answeredAfter(), first);
    }
  }

  /**
   * Starts a process for a snapshot, has it answer once after its hooks, and ends it.
   *
   * @param meanwhile is done between the hooks and the answer
   */
  static Sample ofThawed(Subject subject, Runnable meanwhile) {
    try (FunctionRun run = subject.start()) {
      double frozen = run.frozenAfter();
      meanwhile.run();
      run.thaw();
      FunctionRun.Answer first = run.invoke(subject.event());
      return seen(run, frozen, first.millis(), first);
    }
  }

  private static Sample seen(
      FunctionRun run, double ready, double firstAnswer, FunctionRun.Answer first) {
    double cpu = cpu(run.pid());
    return new Sample(
        ready, firstAnswer, cpu, classes(run.pid()), peak(run.pid()), told(first.payload()));
  }

  private static double told(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) / 1e6 : 0;
  }

  private static double cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO)
        .toMillis();
  }

  private static double classes(long pid) {
    String counters = Jcmd.of(pid, "PerfCounter.print");
    return counter(counters, "java.cls.loadedClasses")
        + counter(counters, "java.cls.sharedLoadedClasses");
  }

  private static double counter(String counters, String name) {
    Matcher found = Pattern.compile(Pattern.quote(name) + "=(\\d+)").matcher(counters);
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  /** The most memory it had resident, as Linux tells. */
  private static double peak(long pid) {
    try {
      Matcher found = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return found.find() ? Double.parseDouble(found.group(1)) / 1024 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
