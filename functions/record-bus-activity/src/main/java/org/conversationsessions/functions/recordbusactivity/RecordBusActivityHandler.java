package org.conversationsessions.functions.recordbusactivity;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.api.log.StructuredLog;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.store.Store;

/**
 * Records a batch of queued activity events and returns the messages to deliver again (partial
 * batch response). Failures are logged with the message's identifier as {@code requestId}. Messages
 * that cannot be recorded in time are delivered again, without the rest of the batch.
 */
public final class RecordBusActivityHandler implements RequestStreamHandler {
  private final BusRecorder recorder;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
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
                store.transcripts(bot -> MessagePolicy.NONE),
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
    failed.forEach(StructuredLog::logFailure);
    JsonWriter json = new JsonWriter().beginObject().name("batchItemFailures").beginArray();
    failed.keySet().forEach(id -> json.beginObject().name("itemIdentifier").string(id).endObject());
    json.endArray().endObject().finish().writeTo(output);
  }
}
