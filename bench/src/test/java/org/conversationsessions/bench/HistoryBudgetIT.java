package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.conversationsessions.application.concurrent.Parallel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The budgets of the history (contract, section 5), with some thousands of sessions of a bot and
 * ten times as many. Read units and round trips are the same in every run, so these are tests.
 */
class HistoryBudgetIT {
  /** Sessions of the smaller bot; {@code .ci/nightly} takes 10,000. */
  private static final int SESSIONS = Integer.getInteger("budget.sessions", 5000);

  private static final List<Measured> MEASURED = new ArrayList<>();

  /**
   * The figures at one size.
   *
   * @param size the figures of the table
   * @param cut pages of a window with cut ends, with every filter
   */
  private record Measured(Figures.Size size, List<Figures.Row> cut) {
    Figures.Row row(String name) {
      return size.row(name);
    }

    /** Returns all pages of the bot's week: every depth, every filter. */
    List<Figures.Row> pagesOfTheBot() {
      return size.rows().stream()
          .filter(row -> row.returned() == 100 && !row.row().startsWith("account"))
          .filter(row -> !row.row().contains(BenchmarkQueries.CUT))
          .filter(row -> !row.row().startsWith("by "))
          .toList();
    }
  }

  @BeforeAll
  static void measure() {
    try (BenchmarkDatabase few = BenchmarkDatabase.inMemory(Traffic.of(SESSIONS));
        BenchmarkDatabase many = BenchmarkDatabase.inMemory(Traffic.of(10 * SESSIONS))) {
      // In parallel, because filling takes most of the time.
      Parallel.forEach(List.of(few, many), database -> database.fill(some -> {}));
      measure(few);
      measure(many);
    }
  }

  private static void measure(BenchmarkDatabase database) {
    HistoryBench bench = new HistoryBench(database, 0, 6);
    Measured measured = new Measured(bench.measure(), bench.measureFilters());
    MEASURED.add(measured);
    measured.size.rows().forEach(row -> print(measured.size.sessions(), row));
    measured.cut.forEach(row -> print(measured.size.sessions(), row));
  }

  @AfterAll
  static void forget() {
    MEASURED.clear();
  }

  @Test
  void allSessionsAreMeasuredAtFiveHundredBytesEach() {
    for (Measured at : MEASURED) {
      assertThat(at.size.itemBytes()).isBetween(480L, 560L);
      assertThat(at.row(BenchmarkQueries.FIRST).total()).isEqualTo(at.size.sessions());
      assertThat(at.row("account, " + BenchmarkQueries.FIRST).total())
          .isEqualTo(at.size.sessions() * 108 / 100);
      assertThat(at.row(BenchmarkQueries.BY_USER + BenchmarkQueries.FIRST).total())
          .isEqualTo(Math.min(20_000, at.size.sessions() / 5));
    }
  }

  @Test
  void aFirstPageWithItsTotalTakesAtMostTenReadUnitsAndThreeRoundTrips() {
    for (Measured at : MEASURED) {
      assertCosts(at.row(BenchmarkQueries.FIRST), 10);
      assertCosts(at.row(BenchmarkQueries.FIRST + BenchmarkQueries.CUT), 14);
    }
  }

  @Test
  void aPageAtAnyDepthTakesAtMost16ReadUnits() {
    for (Measured at : MEASURED) {
      assertCosts(at.row(BenchmarkQueries.HALF), 16);
      assertCosts(at.row(BenchmarkQueries.HALF + BenchmarkQueries.CUT), 20);
      assertCosts(at.row(BenchmarkQueries.LAST), 16);
      assertThat(at.size.depths()).allMatch(depth -> depth.readUnits() <= 16);
    }
  }

  @Test
  void containmentAndTypeCostNothingMore() {
    for (Measured at : MEASURED) {
      assertThat(at.pagesOfTheBot())
          .hasSizeGreaterThan(12)
          .allSatisfy(
              row -> assertCosts(row, row.row().endsWith(BenchmarkQueries.FIRST) ? 10 : 16));
      assertThat(at.cut)
          .hasSize(24)
          .allSatisfy(
              row -> assertCosts(row, row.row().endsWith(BenchmarkQueries.FIRST) ? 14 : 20));
    }
  }

  @Test
  void aPageOfTenOfAHeavyUserTakesAtMostFourReadUnits() {
    for (Measured at : MEASURED) {
      assertCosts(at.row(BenchmarkQueries.BY_USER + BenchmarkQueries.FIRST), 4);
      assertCosts(at.row(BenchmarkQueries.BY_USER + BenchmarkQueries.HALF), 4);
    }
  }

  /** At a million sessions too: docs/history-cost.md has the figures. */
  @Test
  void aPageByTagWithItsTotalTakesAtMost60ReadUnitsAtAnyDepth() {
    for (Measured at : MEASURED) {
      assertThat(at.size.rows())
          .filteredOn(row -> row.row().startsWith(BenchmarkQueries.BY_TAG))
          .hasSize(14)
          .allSatisfy(row -> assertThat(row.readUnits()).as("%s", row).isLessThanOrEqualTo(60));
    }
  }

  @Test
  void noneOfTheseGrowsByMoreThanAFifthWithTenTimesTheSessions() {
    assertGrowth(MEASURED.getFirst().size.rows(), MEASURED.getLast().size.rows());
    assertGrowth(MEASURED.getFirst().cut, MEASURED.getLast().cut);
  }

  private static void assertGrowth(List<Figures.Row> few, List<Figures.Row> many) {
    Map<String, Figures.Row> before =
        few.stream().collect(Collectors.toMap(Figures.Row::row, row -> row));
    // Of the rarest sessions the smaller bot has less than a page. Pages by tag have a bound
    // instead.
    assertThat(many)
        .filteredOn(row -> !row.row().contains(" tag"))
        .filteredOn(
            row -> Objects.requireNonNull(before.get(row.row())).returned() == row.returned())
        .hasSizeGreaterThan(12)
        .allSatisfy(
            row -> {
              double was = Objects.requireNonNull(before.get(row.row())).readUnits();
              // Half a unit is the smallest difference.
              assertThat(row.readUnits())
                  .as("%s: %s before", row, was)
                  .isLessThanOrEqualTo(Math.max(1.2 * was, was + 0.5));
            });
  }

  private static void assertCosts(Figures.Row row, double readUnits) {
    assertThat(row.readUnits()).as("%s", row).isLessThanOrEqualTo(readUnits);
    assertThat(row.roundTrips()).as("%s", row).isLessThanOrEqualTo(3);
  }

  private static void print(long sessions, Figures.Row row) {
    System.out.printf(
        "budget: %7d sessions, %-60s %6.1f RU %4d items %3d calls %2d round trips%n",
        sessions, row.row(), row.readUnits(), row.itemsRead(), row.calls(), row.roundTrips());
  }
}
