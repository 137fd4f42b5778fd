package org.conversationsessions.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartBenchTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  /** Ours answers first after 1,200 ms, the others after what it is held against. */
  private static StartBench.Result result() {
    return new StartBench.Result(
        series(100, 0),
        series(500, 0),
        series(1000, 900),
        series(1200, 0),
        series(22, 0),
        new WarmCalls(hundred(11), hundred(10), hundred(0.9), hundred(20)),
        5);
  }

  private static Series series(double firstAnswer, double told) {
    Sample sample = new Sample(0, firstAnswer, 0, 0, 0, told);
    return new Series("made up", List.of(sample, sample, sample));
  }

  private static List<Double> hundred(double millis) {
    return Collections.nCopies(100, millis);
  }

  @Test
  void figuresAreHeldAgainstEachOtherAsTheBudgetsSay() {
    assertThat(result().budgets())
        .extracting(Budget::figure)
        .containsExactly(1.2, 2.0, 1.1, 0.9, 0.9 / 11, 5.0);
  }

  @Test
  void thePageOnStartsNamesTheSameBudgets() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(ROOT.resolve("docs/cold-start.md")).stream()
            .filter(line -> line.startsWith("| "))
            .map(line -> List.of(line.substring(2).split(" *\\| *", -1)))
            .toList();
    for (Budget budget : result().budgets()) {
      assertThat(rows)
          .as(budget.what())
          .anySatisfy(
              row -> {
                assertThat(row.getFirst()).isEqualTo(budget.what());
                assertThat(row.get(2)).startsWith("%.2f".formatted(budget.budget()));
              });
    }
  }

  @Test
  void aBudgetIsKeptOrNotAndAGuardBrokenOrNot() {
    assertThat(new Budget("", 1.3, 1.3, 1.5).verdict()).isEqualTo("kept");
    assertThat(new Budget("", 1.4, 1.3, 1.5).verdict())
        .isEqualTo("over the budget, within the guard");
    assertThat(new Budget("", 1.6, 1.3, 1.5).verdict()).isEqualTo("BROKEN");
    assertThat(new Budget("", 1.5, 1.3, 1.5).isBroken()).isFalse();
  }
}
