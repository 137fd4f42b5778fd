package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process showed.
 *
 * @param ready milliseconds from its start until it asked for its first invocation
 * @param firstAnswer milliseconds from its start until its first answer; of a thawed one: that the
 *     first invocation took
 * @param cpu milliseconds of processor time that it had used by its first answer, all threads
 * @param warm the median of the milliseconds that an invocation took in the end
 * @param warmP99 their 99th percentile
 * @param classes how many classes it had loaded after the first answer
 * @param peakMegabytes the most memory it had resident
 * @param told what its first answer said, if that is a number: nanoseconds
 */
record Sample(
    double ready,
    double firstAnswer,
    double cpu,
    double warm,
    double warmP99,
    long classes,
    double peakMegabytes,
    double told) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /**
   * Starts a process and watches it.
   *
   * @param warmUps how many invocations come before those that count as warm; 0: none is made
   */
  static Sample of(Subject subject, int warmUps) {
    try (FunctionRun run = subject.start()) {
      double ready = 0;
      if (subject.isForSnapshot()) {
        ready = run.frozenAfter();
        run.thaw();
      }
      FunctionRun.Answer first = run.invoke(subject.event());
      double firstAnswer = subject.isForSnapshot() ? first.millis() : run.answeredAfter();
      if (!subject.isForSnapshot()) {
        ready = run.readyAfter();
      }
      double cpu = cpu(run.pid());
      long classes = classes(run.pid());
      double[] warm = warm(run, subject.event(), warmUps);
      return new Sample(
          ready,
          firstAnswer,
          cpu,
          percentile(warm, 50),
          percentile(warm, 99),
          classes,
          peak(run.pid()),
          told(first.payload()));
    }
  }

  /** What it said that the build of the client and the first query took, in milliseconds. */
  double toldMillis() {
    return told / 1e6;
  }

  private static double[] warm(FunctionRun run, byte[] event, int warmUps) {
    if (warmUps == 0) {
      return new double[0];
    }
    for (int i = 0; i < warmUps; i++) {
      run.invoke(event);
    }
    double[] millis = new double[Math.max(100, warmUps / 4)];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = run.invoke(event).millis();
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private static double told(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return payload.length < 20 && NUMBER.matcher(text).matches() ? Double.parseDouble(text) : 0;
  }

  private static double cpu(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO)
        .toMillis();
  }

  private static long classes(long pid) {
    String counters = jcmd(pid, "PerfCounter.print");
    long sum = 0;
    for (String name : new String[] {"java.cls.loadedClasses", "java.cls.sharedLoadedClasses"}) {
      Matcher found = Pattern.compile(Pattern.quote(name) + "=(\\d+)").matcher(counters);
      sum += found.find() ? Long.parseLong(found.group(1)) : 0;
    }
    return sum;
  }

  private static String jcmd(long pid, String command) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  command)
              .redirectErrorStream(true)
              .start();
      String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      jcmd.waitFor(10, TimeUnit.SECONDS);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** The most memory it had resident, as Linux tells. */
  private static double peak(long pid) {
    try {
      Matcher found = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
