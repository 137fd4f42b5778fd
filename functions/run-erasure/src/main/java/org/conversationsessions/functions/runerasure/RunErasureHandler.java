package org.conversationsessions.functions.runerasure;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.application.erasure.ErasureWorker;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.SqsDeadLetterQueue;
import org.conversationsessions.stream.SqsErasureQueue;
import org.jspecify.annotations.Nullable;

/**
 * Works on queued requests to erase data and returns the messages to deliver again (partial batch
 * response).
 */
public final class RunErasureHandler implements RequestStreamHandler {
  /** Enough for the last step, its checkpoint and the message that continues. */
  private static final long RESERVE_MILLIS = 60_000;

  private final ErasureBatch batch;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public RunErasureHandler() {
    this(batch(Store.from(System.getenv(), Clock.systemUTC())));
  }

  RunErasureHandler(ErasureBatch batch) {
    this.batch = batch;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    List<QueuedErasure> messages = QueuedErasure.read(Bytes.readAll(input));
    List<String> again =
        Deadline.within(
            context == null ? () -> Long.MAX_VALUE : context::getRemainingTimeInMillis,
            () -> batch.work(messages, () -> Deadline.current().millisLeft() > RESERVE_MILLIS));
    JsonWriter json = new JsonWriter().beginObject().name("batchItemFailures").beginArray();
    again.forEach(id -> json.beginObject().name("itemIdentifier").string(id).endObject());
    json.endArray().endObject().finish().writeTo(output);
  }

  private static ErasureBatch batch(Store store) {
    Map<String, String> environment = store.environment();
    return new ErasureBatch(
        new ErasureWorker(
                store.erasures(),
                store.markNotes(),
                store.userData(),
                store.due(),
                store.clock(),
                BackoffPolicy.jittered(),
                Duration.ofSeconds(
                    Long.parseLong(ServiceConfig.text(environment, "ERASURE_PAUSE_SECONDS"))))
            ::work,
        SqsErasureQueue.of(environment),
        SqsDeadLetterQueue.of(environment, "ERASURE_DEAD_LETTER_QUEUE_URL"),
        System.out::println);
  }
}
