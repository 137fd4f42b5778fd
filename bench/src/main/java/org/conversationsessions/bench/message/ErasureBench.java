package org.conversationsessions.bench.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.application.erasure.ErasureService;
import org.conversationsessions.application.erasure.ErasureWorker;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.application.erasure.Erasures;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.bench.cost.Cost;
import org.conversationsessions.bench.cost.CostBudget;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.message.TranscriptPartItem;
import org.conversationsessions.store.session.SessionImage;
import org.conversationsessions.store.session.SessionItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Measures what erasing an end user costs. The database has no stream, so the changes that it would
 * have are made from the sessions and counted one by one: the most that counting can cost. Only its
 * write units are added.
 */
final class ErasureBench {
  private static final int FEW = 10;
  private static final int MANY = 50;

  private final BenchmarkDatabase database;
  private final CapacityMeter meter = new CapacityMeter();
  private final TransactedPuts counted = new TransactedPuts();
  private final SimulatedClock clock = new SimulatedClock(Traffic.FROM);
  private int sequence;

  ErasureBench(BenchmarkDatabase database) {
    this.database = database;
  }

  /** Measures. */
  List<Cost> measure() {
    try (DynamoDbClient metered = database.client(meter);
        DynamoDbClient counting = database.client(counted)) {
      Store store = database.store(metered, clock);
      SessionCounters counters = database.store(counting, clock).counters();
      Erased few = erase(store, counters, "few", FEW, false);
      Erased many = erase(store, counters, "many", MANY, false);
      Erased texts = erase(store, counters, "texts", MANY, true);
      return List.of(
          Cost.average(
              "end user with 10 sessions, no texts",
              "",
              1,
              few.cost,
              few.milliseconds,
              CostBudget.NONE),
          more("one session more, no texts", many, few, MANY - FEW, 10),
          // Two, and a checkpoint for each page of parts.
          more("one stored part more", texts, many, texts.parts, 2.1));
    }
  }

  /**
   * The cost of an erasure.
   *
   * @param parts the parts of transcripts that were stored
   */
  private record Erased(CapacityMeter.Reading cost, int parts, double milliseconds) {}

  private static Cost more(
      String row, Erased with, Erased without, int divisor, double writeUnits) {
    return new Cost(
        row,
        "",
        (with.cost.writes() - without.cost.writes()) / divisor,
        (with.cost.reads() - without.cost.reads()) / divisor,
        (double) (with.cost.calls() - without.cost.calls()) / divisor,
        0,
        (with.milliseconds - without.milliseconds) / divisor,
        CostBudget.ofWrites(writeUnits));
  }

  private Erased erase(
      Store store, SessionCounters counters, String name, int sessions, boolean keepsTexts) {
    Bot bot = database.register(Traffic.botId("erased, " + name));
    ConversationKey key = new ConversationKey(bot.id(), Traffic.userId(name), "rtm");
    MessageRecorder recorder = new MessageRecorder(store, clock, keepsTexts, new Random(FEW));
    for (int i = 0; i < sessions; i++) {
      recorder.converse(key, 3, 1);
      recorder.close(key);
    }
    List<Map<String, AttributeValue>> stored =
        items(
            database.tables().sessions(),
            SessionItem.OWNER,
            Attributes.s(SessionItem.owner(key.bot(), key.userId())));
    count(counters, stored, false);
    counted.take();
    int parts =
        items(
                database.tables().messages(),
                TranscriptPartItem.OWNER,
                TranscriptPartItem.owner(key.bot(), key.userId()))
            .size();
    long begin = System.nanoTime();
    CapacityMeter.Reading cost = meter.of(() -> erase(store, counters, bot, key.userId(), stored));
    double milliseconds = (System.nanoTime() - begin) / 1e6;
    CapacityMeter.Reading counting = new CapacityMeter.Reading(counted.take(), 0, 0, 0, 0);
    return new Erased(cost.plus(counting), parts, milliseconds);
  }

  private void erase(
      Store store,
      SessionCounters counters,
      Bot bot,
      String userId,
      List<Map<String, AttributeValue>> stored) {
    ErasureId id =
        new ErasureService(
                store.erasures(),
                (any, delay) -> {},
                store.history(),
                store.operators(),
                clock,
                UUID::randomUUID)
            .erase(
                bot.account(),
                false,
                List.of(bot.id()),
                List.of(new DataSubject(userId, Optional.empty())))
            .id();
    ErasureWorker worker =
        new ErasureWorker(
            store.erasures(),
            store.markNotes(),
            store.userData(),
            store.due(),
            clock,
            BackoffPolicy.jittered(),
            Duration.ofSeconds(330));
    List<Map<String, AttributeValue>> uncounted = new ArrayList<>(stored);
    while (worker.work(id, () -> true) instanceof Result.Again(Duration delay)) {
      clock.advance(delay);
      // The worker's first pass has deleted the sessions.
      count(counters, uncounted, true);
      uncounted.clear();
      noteMarks(store, id);
    }
    if (store.erasures().find(id).orElseThrow().progress().phase() != ErasurePhase.DONE) {
      throw new IllegalStateException("the erasure is not done");
    }
  }

  /** Notes, as the readers of the stream do, that they have read up to the marks. */
  private static void noteMarks(Store store, ErasureId id) {
    Erasures.Stored found = store.erasures().find(id).orElseThrow();
    if (found.request() instanceof UserErasure users
        && found.progress().phase() == ErasurePhase.AWAITING) {
      for (StreamReader reader : StreamReader.values()) {
        store.markNotes().note(users.mark(0), reader);
      }
    }
  }

  /** Counts sessions one by one, as new or as removed. */
  private void count(
      SessionCounters counters, List<Map<String, AttributeValue>> sessions, boolean removed) {
    for (Map<String, AttributeValue> item : sessions) {
      SessionImage image = SessionImage.read(item);
      CountChange change = change(removed ? image : null, removed ? null : image);
      if (!counters.count(List.of(change)).isEmpty()) {
        throw new IllegalStateException("a session was not counted");
      }
    }
  }

  private CountChange change(@Nullable SessionImage before, @Nullable SessionImage after) {
    sequence++;
    return SessionImage.countChange(
        new SequenceNumber(Integer.toString(sequence)),
        clock.instant(),
        Duration.ofDays(90),
        before,
        after);
  }

  private List<Map<String, AttributeValue>> items(
      String table, String keyName, AttributeValue key) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    try (DynamoDbClient dynamo = database.client()) {
      Queries.forEach(
          dynamo,
          QueryRequest.builder()
              .tableName(table)
              .keyConditionExpression("#key = :key")
              .expressionAttributeNames(Map.of("#key", keyName))
              .expressionAttributeValues(Map.of(":key", key))
              .build(),
          items::add);
    }
    return items;
  }
}
