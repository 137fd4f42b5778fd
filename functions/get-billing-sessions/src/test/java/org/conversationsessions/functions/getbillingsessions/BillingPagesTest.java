package org.conversationsessions.functions.getbillingsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.billing.InMemoryBillingSessions;
import org.conversationsessions.application.billing.RandomBilling;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingEnvironment;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.conversationsessions.store.Store;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The store's pages over the fake DynamoDB of priming, compared with a model. */
@DisplayName("contract, section 16: pages and totals of random sessions")
class BillingPagesTest {
  private static final int SESSIONS = 400;
  private static final int QUERIES = 200;
  private static final List<Bot> BOTS = TestBots.of(List.of(PrimingFixtures.BOT));

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final Instant first = now.minus(Duration.ofDays(20));
  private final RandomBilling billing;
  private final List<Session> sessions;
  private final PrimingEnvironment environment;
  private final Store store;
  private final BillingSessions model;
  private final Random random;

  BillingPagesTest(@Seeded Random random) {
    this.random = random;
    this.billing = new RandomBilling(random, first, now);
    this.sessions =
        IntStream.range(0, SESSIONS).mapToObj(i -> billing.session(PrimingFixtures.BOT)).toList();
    this.environment =
        TestPrimingEnvironment.of(
            new Priming(GetBillingSessionsHandler::new, this::write, List.of()));
    this.store = environment.newStore();
    this.model =
        new InMemoryBillingSessions(
            new InMemorySessionHistory(() -> sessions, Duration.ZERO, Clock.systemUTC()));
  }

  @AfterEach
  void close() {
    store.dynamo().close();
    environment.close();
  }

  private void write(Store written) {
    sessions.stream()
        .collect(Collectors.groupingBy(Session::conversation))
        .values()
        .forEach(own -> PrimingFixtures.writeCounted(written, own));
  }

  @Test
  void everyPageIsThatOfTheModel() {
    for (int i = 0; i < QUERIES; i++) {
      BillingQuery query = billing.query(BOTS, sessions);

      assertThat(store.billingSessions().page(query)).as("%s", query).isEqualTo(model.page(query));
    }
  }

  @Test
  void theCursorWalksThroughEveryBillingSessionOnce() {
    TimeWindow window = new TimeWindow(first, now);
    List<FoundBillingSession> walked = new ArrayList<>();
    List<FoundBillingSession> all = new ArrayList<>();
    Optional<BillingPosition> after = Optional.empty();
    boolean more = true;
    while (more) {
      BillingPage page =
          page(
              store.billingSessions(),
              new BillingQuery(BOTS, window, Optional.empty(), 0, after, 1 + random.nextInt(200)));
      walked.addAll(page.billingSessions());
      after = Optional.of(walked.getLast().position());
      more = page.moreAvailable();
      assertThat(page.total()).isGreaterThan(400);
    }
    while (all.size() < walked.size()) {
      all.addAll(
          page(
                  model,
                  new BillingQuery(
                      BOTS, window, Optional.empty(), all.size(), Optional.empty(), 1000))
              .billingSessions());
    }

    assertThat(walked).isEqualTo(all);
  }

  private static BillingPage page(BillingSessions billingSessions, BillingQuery query) {
    return ((BillingSessions.Result.Found) billingSessions.page(query)).page();
  }
}
