package org.conversationsessions.functions.recountsessions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.conversationsessions.admin.recount.SessionRecount;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.store.Store;

/**
 * Recounts days of a bot. The event has {@code botId}, {@code from} and {@code to} (dates in UTC),
 * and {@code repair}. The response has the result. If the time did not suffice, it also has the
 * event that continues the recount. The drift found is also published as the metric {@code
 * CounterDrift}.
 */
public final class RecountSessionsHandler implements RequestStreamHandler {
  /**
   * The longest step: reading the sessions of a large bot's day takes up to three minutes, and the
   * wait for the counters a minute.
   */
  private static final int MIN_MILLIS_LEFT = 240_000;

  /** The counters follow within seconds; a minute is long enough. */
  private static final int MAX_ROUNDS = 60;

  private final Recounting recounting;
  private final InstantSource clock;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public RecountSessionsHandler() {
    this(Store.from(System.getenv(), Clock.systemUTC()));
  }

  private RecountSessionsHandler(Store store) {
    this(SessionRecount.of(store, RecountSessionsHandler::pauseAfter)::run, store.clock());
  }

  RecountSessionsHandler(Recounting recounting, InstantSource clock) {
    this.recounting = recounting;
    this.clock = clock;
  }

  /** Recounts: {@link SessionRecount#run}. */
  @FunctionalInterface
  interface Recounting {
    SessionRecount.Report run(
        BotId bot,
        SessionRecount.Position from,
        LocalDate last,
        boolean repair,
        BooleanSupplier mayContinue);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    RecountRequest request = RecountRequest.read(Bytes.readAll(input));
    SessionRecount.Report report =
        recounting.run(
            request.bot(),
            request.from(),
            request.last(),
            request.repair(),
            () -> context.getRemainingTimeInMillis() > MIN_MILLIS_LEFT);
    Bytes metric = RecountReport.metric(report, context.getFunctionName(), clock.instant());
    context.getLogger().log(metric.utf8Text().orElseThrow() + "\n");
    RecountReport.render(request, report).writeTo(output);
  }

  /**
   * Pauses after a round and returns whether another one follows. The first pauses are short,
   * because the counters usually follow within two seconds.
   */
  private static boolean pauseAfter(int round) {
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(Math.min(1000, 100L << Math.min(round, 4))));
    return round < MAX_ROUNDS;
  }
}
