package org.conversationsessions.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.local.workbench.CapacityMeter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Asks a filled scene's history everything, and writes down what it costs. */
final class HistoryBench {
  /** Far longer than DynamoDB Local takes, so that what may go side by side does. */
  private static final Duration DELAY = Duration.ofMillis(30);

  private static final int WARM_UPS = 2;

  /** How often more round trips than that are counted, unless a question is asked just once. */
  private static final int ATTEMPTS = 6;

  /** More round trips are counted again: on a busy machine calls can start late, one by one. */
  private static final int AT_ONCE = 3;

  /** DynamoDB Local takes an hour to read a million sessions through a filter. */
  private static final long MOST_READ_OVER = 100_000;

  private final Scene scene;
  private final int runs;
  private final int depths;

  /**
   * Makes a bench.
   *
   * @param runs how often each question is timed; 0: not at all, and what reads every session is
   *     not asked
   * @param depths how many depths are measured
   */
  HistoryBench(Scene scene, int runs, int depths) {
    this.scene = scene;
    this.runs = runs;
    this.depths = depths;
  }

  /** Everything that the table and the chart show. */
  Figures.Size measure() {
    try (DynamoDbClient plain = scene.client()) {
      Questions questions = new Questions(scene.history(plain), scene.traffic());
      List<Figures.Row> rows = new ArrayList<>(rows(questions, questions.all(), runs));
      if (runs > 0 && scene.traffic().main().sessions() <= MOST_READ_OVER) {
        rows.addAll(rows(questions, List.of(questions.byTag()), 1));
      }
      return new Figures.Size(
          scene.traffic().main().sessions(), scene.itemBytes(), rows, depths(questions));
    }
  }

  /** What a window whose ends are cut costs with every filter. */
  List<Figures.Row> measureFilters() {
    try (DynamoDbClient plain = scene.client()) {
      Questions questions = new Questions(scene.history(plain), scene.traffic());
      return rows(questions, questions.filteredAndCut(), 0);
    }
  }

  private List<Figures.Row> rows(Questions questions, List<Question> asked, int times) {
    CapacityMeter meter = new CapacityMeter(DELAY);
    try (DynamoDbClient metered = scene.client(meter);
        DynamoDbClient plain = scene.client()) {
      SessionHistory slow = scene.history(metered);
      SessionHistory fast = scene.history(plain);
      questions.introduce(slow);
      questions.introduce(fast);
      List<Figures.Row> rows = new ArrayList<>();
      for (Question question : asked) {
        List<HistoryPage> answer = new ArrayList<>();
        CapacityMeter.Reading cost = meter.of(() -> answer.add(question.ask(slow)));
        int trips = cost.trips();
        for (int again = 1; trips > AT_ONCE && times != 1 && again < ATTEMPTS; again++) {
          trips = Math.min(trips, meter.of(() -> question.ask(slow)).trips());
        }
        HistoryPage page = answer.getLast();
        rows.add(
            new Figures.Row(
                question.row(),
                page.total(),
                page.sessions().size(),
                cost.reads(),
                cost.items(),
                cost.calls(),
                trips,
                milliseconds(question, fast, times)));
      }
      return rows;
    }
  }

  private List<Figures.Depth> depths(Questions questions) {
    CapacityMeter meter = new CapacityMeter();
    try (DynamoDbClient metered = scene.client(meter)) {
      SessionHistory history = scene.history(metered);
      questions.introduce(history);
      List<Figures.Depth> found = new ArrayList<>();
      long deepest = Math.max(0, scene.traffic().main().sessions() - 100);
      for (int i = 0; i < depths; i++) {
        long skip = deepest * i / Math.max(1, depths - 1);
        Question question = questions.atDepth(skip);
        found.add(new Figures.Depth(skip, meter.of(() -> question.ask(history)).reads()));
      }
      return found;
    }
  }

  /** The median; what is asked once only is not warmed up for either. */
  private static double milliseconds(Question question, SessionHistory history, int times) {
    for (int i = 0; i < WARM_UPS && times > 1; i++) {
      question.ask(history);
    }
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      question.ask(history);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return times == 0 ? 0 : Math.round(nanos[times / 2] / 1e5) / 10.0;
  }
}
