package org.conversationsessions.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StartBenchTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  /** A result within all budgets. */
  private static StartBench.Result kept() {
    return result(1200, 33, 11, 0.9, 5);
  }

  private static StartBench.Result result(
      double cold, double restored, double whole, double own, double megabytes) {
    return new StartBench.Result(
        series(100, 0),
        series(500, 0),
        series(1000, 900),
        series(cold, 0),
        series(restored, 0),
        new WarmCalls(hundred(whole), hundred(10), hundred(own), hundred(20)),
        megabytes);
  }

  private static Series series(double firstAnswer, double reported) {
    Sample sample = new Sample(0, firstAnswer, 0, 0, reported);
    return new Series("made up", List.of(sample, sample, sample));
  }

  private static List<Double> hundred(double millis) {
    return Collections.nCopies(100, millis);
  }

  @Test
  void budgetsAreRatiosOfTheFigures() {
    assertThat(kept().budgets())
        .extracting(Budget::figure)
        .containsExactly(1.2, 3.0, 1.1, 0.9 / 11, 5.0);
    assertThat(kept().budgets()).extracting(Budget::verdict).containsOnly("kept");
    assertThat(kept().isBroken()).isFalse();
  }

  static Stream<Arguments> resultsBeyondOneGuard() {
    return Stream.of(
        Arguments.of("cold", result(1501, 33, 11, 0.9, 5)),
        Arguments.of("after the hooks", result(1200, 67, 11, 0.9, 5)),
        Arguments.of("warm: whole call", result(1200, 33, 13.6, 0.9, 5)),
        Arguments.of("warm: own share", result(1200, 33, 11, 2.8, 5)),
        Arguments.of("artifact", result(1200, 33, 11, 0.9, 12.1)),
        Arguments.of("cold", result(Double.NaN, 33, 11, 0.9, 5)));
  }

  @ParameterizedTest
  @MethodSource("resultsBeyondOneGuard")
  void everyBudgetHasAGuardThatFails(String budget, StartBench.Result result) {
    assertThat(result.budgets())
        .filteredOn(Budget::isBroken)
        .singleElement()
        .satisfies(broken -> assertThat(broken.name()).startsWith(budget));
    assertThat(result.isBroken()).isTrue();
  }

  @Test
  void everyBudgetIsInTheTestOfGuards() {
    List<String> tested =
        resultsBeyondOneGuard().map(arguments -> (String) arguments.get()[0]).toList();

    assertThat(kept().budgets())
        .allSatisfy(budget -> assertThat(tested).anyMatch(name -> budget.name().startsWith(name)));
  }

  @Test
  void theDocumentsNameTheSameBudgets() throws IOException {
    List<Path> pages =
        Stream.of("docs/cold-start.md", "docs/decisions/0006-snapstart-priming.md")
            .map(ROOT::resolve)
            .filter(Files::exists)
            .toList();
    assertThat(pages).isNotEmpty();
    for (Path page : pages) {
      List<List<String>> rows =
          Files.readAllLines(page).stream()
              .filter(line -> line.startsWith("| "))
              .map(line -> List.of(line.substring(2).split(" *\\| *", -1)))
              .toList();
      for (Budget budget : kept().budgets()) {
        assertThat(rows)
            .as("%s in %s", budget.name(), page)
            .anySatisfy(
                row -> {
                  assertThat(row.getFirst()).isEqualTo(budget.name());
                  assertThat(row.get(2)).startsWith("%.2f".formatted(budget.budget()));
                });
      }
    }
  }
}
