package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a process's time on the processor goes while it answers. A sample counts for the innermost
 * frame that is not the JDK's: what the JDK does is done for whom called it.
 *
 * @param samples how many there are
 * @param parts the samples of each part: the SDK, the runtime's client, each method of ours
 */
record Profile(long samples, Map<String, Long> parts) {
  private static final String OURS = "org.conversationsessions.";

  /** Where code of others belongs to, by the beginning of its classes' names. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "software.amazon.awssdk.", "DynamoDB: the SDK",
          "com.amazonaws.", "Lambda's runtime client",
          "com.nimbusds.", "nimbus-jose-jwt",
          "com.fasterxml.", "jackson-core");

  /** Copies what can change. */
  Profile {
    parts = Map.copyOf(parts);
  }

  /** Watches a warm function. */
  static Profile of(Subject subject, int warmUps, int invocations) {
    try {
      Path recording = Files.createTempFile("bench", ".jfr");
      Path settings = Files.writeString(Files.createTempFile("bench", ".jfc"), SETTINGS);
      try (FunctionRun run = subject.start()) {
        for (int i = 0; i < warmUps; i++) {
          run.invoke(subject.event());
        }
        Jcmd.of(run.pid(), "JFR.start", "name=warm", "settings=" + settings);
        for (int i = 0; i < invocations; i++) {
          run.invoke(subject.event());
        }
        Jcmd.of(run.pid(), "JFR.dump", "name=warm", "filename=" + recording);
        return of(recording);
      } finally {
        Files.deleteIfExists(recording);
        Files.deleteIfExists(settings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The share of a part, 0 to 1. */
  double share(String part) {
    return samples == 0 ? 0 : parts.getOrDefault(part, 0L) / (double) samples;
  }

  /** The share of everything that is ours. */
  double oursAltogether() {
    return parts.keySet().stream().filter(Profile::isOurs).mapToDouble(this::share).sum();
  }

  /** The parts, the largest first. */
  List<String> largest() {
    return parts.keySet().stream()
        .sorted(Comparator.comparing((String part) -> parts.getOrDefault(part, 0L)).reversed())
        .toList();
  }

  /** Whether a part is one of our methods. */
  static boolean isOurs(String part) {
    return part.startsWith("ours: ");
  }

  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ExecutionSample">
          <setting name="enabled">true</setting>
          <setting name="period">1 ms</setting>
        </event>
        <event name="jdk.NativeMethodSample">
          <setting name="enabled">false</setting>
        </event>
      </configuration>
      """;

  private static Profile of(Path recording) throws IOException {
    Map<String, Long> parts = new HashMap<>();
    long samples = 0;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
          samples++;
          parts.merge(part(event.getStackTrace()), 1L, Long::sum);
        }
      }
    }
    return new Profile(samples, parts);
  }

  private static String part(RecordedStackTrace stack) {
    List<RecordedFrame> frames = stack == null ? List.of() : new ArrayList<>(stack.getFrames());
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith(OURS)) {
        return "ours: "
            + type.substring(type.lastIndexOf('.') + 1)
            + "."
            + frame.getMethod().getName();
      }
      for (Map.Entry<String, String> other : OTHERS.entrySet()) {
        if (type.startsWith(other.getKey())) {
          return other.getValue();
        }
      }
    }
    return "the JVM";
  }
}
