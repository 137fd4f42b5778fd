package org.conversationsessions.functions.recordbusactivity;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.log.StructuredLog;
import org.conversationsessions.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Records a batch of queued activity events and returns the messages to deliver again (partial
 * batch response). Failures are logged with the message's identifier as {@code requestId}. Messages
 * that cannot be recorded in time are delivered again, without the rest of the batch.
 */
public final class RecordBusActivityHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final BusRecorder recorder;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public RecordBusActivityHandler() {
    this(Store.from(System.getenv(), Clock.systemUTC()));
  }

  private RecordBusActivityHandler(Store store) {
    this(
        new BusRecorder(
            store.registryWithoutSecrets(),
            new Recorder(
                store.conversations(),
                store.due(),
                store.transcripts(),
                store.debugLogging(),
                new RandomSessionIds(),
                store.clock(),
                BackoffPolicy.jittered()),
            ActivityDeadLetterQueue.of(store.environment()),
            store.clock()));
  }

  RecordBusActivityHandler(BusRecorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public SQSBatchResponse handleRequest(@Nullable SQSEvent event, Context context) {
    List<QueuedActivity> messages = QueuedActivity.read(event);
    Map<String, StoreException> failed =
        Deadline.within(context::getRemainingTimeInMillis, () -> recorder.record(messages));
    failed.forEach(StructuredLog::logFailure);
    return new SQSBatchResponse(failed.keySet().stream().map(BatchItemFailure::new).toList());
  }
}
