package org.conversationsessions.functions.recordbusactivity;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.http.FailureLog;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.store.Store;

/**
 * A batch of the queue in; the messages that must come back out (SQS's partial batch responses).
 * Why they must, the log tells, with their identifiers in the place of a request's. What cannot be
 * recorded in time for the answer comes back too, and not the whole batch.
 */
public final class RecordBusActivityHandler implements RequestStreamHandler {
  private final BusRecorder recorder;

  /** As Lambda makes it. */
  public RecordBusActivityHandler() {
    this(Store.from(System.getenv(), Clock.systemUTC()));
  }

  private RecordBusActivityHandler(Store store) {
    this(
        new BusRecorder(
            store.bots(),
            new Recorder(
                store.conversations(),
                store.due(),
                new RandomSessionIds(),
                store.clock(),
                BackoffPolicy.backingOff()),
            DeadLetters.queue(store.environment()),
            store.clock()));
  }

  RecordBusActivityHandler(BusRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    List<QueuedActivity> messages = QueuedActivity.read(Bytes.readAll(input));
    Map<String, StoreException> failed =
        Deadline.within(context::getRemainingTimeInMillis, () -> recorder.record(messages));
    failed.forEach(FailureLog::write);
    JsonWriter json = new JsonWriter().beginObject().name("batchItemFailures").beginArray();
    failed.keySet().forEach(id -> json.beginObject().name("itemIdentifier").text(id).endObject());
    json.endArray().endObject().finish().writeTo(output);
  }
}
