package org.conversationsessions.functions.countsessions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.counter.SessionCounters;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.StreamBatch;

/**
 * A batch of the sessions' stream in; the first change that must come again out. When a batch
 * cannot be counted all of it comes again: what was counted of it is not counted twice.
 */
public final class CountSessionsHandler implements RequestStreamHandler {
  private final SessionCounters counters;
  private final Duration retention;

  /** As Lambda makes it. */
  public CountSessionsHandler() {
    this(Store.from(System.getenv(), Clock.systemUTC()));
  }

  private CountSessionsHandler(Store store) {
    this(store.counters(), store.deployment().retention());
  }

  CountSessionsHandler(SessionCounters counters, Duration retention) {
    this.counters = counters;
    this.retention = retention;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    StreamBatch batch = StreamBatch.read(Bytes.readAll(input));
    OptionalInt failed = OptionalInt.empty();
    try {
      counters.count(batch.counted(retention));
    } catch (StoreException e) {
      context.getLogger().log(line(e) + "\n");
      failed = OptionalInt.of(0);
    }
    batch.answer(failed).writeTo(output);
  }

  private static String line(StoreException failure) {
    return new JsonWriter()
        .beginObject()
        .name("level")
        .text("WARN")
        .name("message")
        .text("a batch was not counted and comes again")
        .name("error")
        .text(String.valueOf(failure.getMessage()))
        .endObject()
        .finish()
        .utf8Text()
        .orElseThrow();
  }
}
