package org.conversationsessions.bench.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prototype. */
public final class StartCommand {
  private StartCommand() {}

  /** The program. */
  public static void main(String[] args) throws Exception {
    Path work = Files.createTempDirectory("bench-start");
    int rounds = Integer.parseInt(args[0]);
    int warm = Integer.parseInt(args[1]);
    try (Stage stage = Stage.set(Path.of(System.getProperty("project.root", "")))) {
      Subjects subjects = new Subjects(stage, work);
      System.out.println(Files.readString(work.resolve("calls.txt")));
      List<Subject> all =
          List.of(
              subjects.emptyStream(),
              subjects.emptyObject(),
              subjects.bareSdk(),
              subjects.history(),
              subjects.compressed());
      for (int i = 0; i < rounds; i++) {
        for (Subject subject : all) {
          Sample s = Sample.of(subject, i == rounds - 1 ? warm : 0);
          System.out.printf(
              "%-22s ready %7.1f first %7.1f told %7.1f warm %6.2f p99 %6.2f classes %5d peak %5.1f%n",
              subject.name(),
              s.ready(),
              s.firstAnswer(),
              s.toldMillis(),
              s.warm(),
              s.warmP99(),
              s.classes(),
              s.peakMegabytes());
        }
      }
    }
  }
}
