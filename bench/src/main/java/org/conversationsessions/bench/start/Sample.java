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
 * One process's start.
 *
 * @param ready milliseconds from the process's start to its first request for an invocation, or to
 *     the end of its hooks
 * @param firstAnswer milliseconds from the process's start to its first response; of a restored
 *     process: milliseconds of its first invocation
 * @param cpu milliseconds of processor time of all threads until the first response
 * @param peakMegabytes the peak of resident memory
 * @param reported milliseconds that the first response reports; 0 if it reports none
 */
record Sample(double ready, double firstAnswer, double cpu, double peakMegabytes, double reported) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Starts a process, has it answer once, and ends it. */
  static Sample of(BenchmarkTarget target) {
    try (FunctionRun run = target.start()) {
      FunctionRun.Answer first = run.invoke(target.event());
      return sample(run, run.readyAfter(), run.answeredAfter(), first);
    }
  }

  /**
   * Starts a process for a snapshot, has it answer once after its hooks, and ends it.
   *
   * @param meanwhile runs between the hooks and the restore
   */
  static Sample ofRestored(BenchmarkTarget target, Runnable meanwhile) {
    try (FunctionRun run = target.start()) {
      double hooksRun = run.hooksRunAfter();
      meanwhile.run();
      run.restore();
      FunctionRun.Answer first = run.invoke(target.event());
      return sample(run, hooksRun, first.millis(), first);
    }
  }

  private static Sample sample(
      FunctionRun run, double ready, double firstAnswer, FunctionRun.Answer first) {
    return new Sample(
        ready, firstAnswer, cpu(run.pid()), peak(run.pid()), reported(first.payload()));
  }

  private static double reported(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) / 1e6 : 0;
  }

  private static double cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO)
        .toMillis();
  }

  /** Reads the peak of resident memory from Linux's {@code /proc}. */
  private static double peak(long pid) {
    try {
      Matcher found = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return found.find() ? Double.parseDouble(found.group(1)) / 1024 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
