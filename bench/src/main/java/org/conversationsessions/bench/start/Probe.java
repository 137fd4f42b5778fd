package org.conversationsessions.bench.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prototype. */
public final class Probe {
  private Probe() {}

  /** The program. */
  public static void main(String[] args) throws Exception {
    Path work = Files.createTempDirectory("bench-start");
    int rounds = Integer.parseInt(args[0]);
    List<String> options = Arrays.asList(args).subList(1, args.length);
    try (Stage stage = Stage.set(Path.of(System.getProperty("project.root", "")))) {
      Subjects subjects = new Subjects(stage, work);
      List<Subject> all =
          new ArrayList<>(
              List.of(subjects.emptyStream(), subjects.bareSdk(), subjects.history()));
      for (String option : options) {
        all.add(
            option.startsWith("-")
                ? subjects.history().with(option, option)
                : subjects.laidOut(option));
      }
      Map<String, List<Double>> first = new LinkedHashMap<>();
      Map<String, List<Double>> cpu = new LinkedHashMap<>();
      List<Double> told = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        for (Subject subject : all) {
          Sample s = Sample.of(subject, 0);
          first.computeIfAbsent(subject.name(), n -> new ArrayList<>()).add(s.firstAnswer());
          cpu.computeIfAbsent(subject.name(), n -> new ArrayList<>()).add(s.cpu());
          if (s.told() > 0) {
            told.add(s.toldMillis());
          }
        }
      }
      double base = median(first.getOrDefault("empty stream handler", List.of())) + median(told);
      first.forEach(
          (name, values) ->
              System.out.printf(
                  "%-30s median %7.0f min %7.0f ratio %.2f cpu %7.0f min %7.0f%n",
                  name,
                  median(values),
                  values.getFirst(),
                  median(values) / base,
                  median(cpu.getOrDefault(name, List.of())),
                  cpu.getOrDefault(name, List.of()).getFirst()));
    }
  }

  private static double median(List<Double> values) {
    values.sort(null);
    return values.get(values.size() / 2);
  }
}
