package org.conversationsessions.functions.countsessions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.application.counting.TagIndex;
import org.conversationsessions.application.erasure.MarkNotes;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.log.StructuredLog;
import org.conversationsessions.store.Store;
import org.conversationsessions.stream.SqsDeadLetterQueue;
import org.conversationsessions.stream.StreamBatch;

/**
 * Counts a batch of the sessions table's stream and indexes its tags. The response is a partial
 * batch response: it identifies the first change to deliver again. Later changes that were already
 * counted are not counted twice, and indexing them again changes nothing. Changes that can never be
 * counted or indexed go to a dead-letter queue.
 */
public final class CountSessionsHandler implements RequestStreamHandler {
  private final SessionCounters counters;
  private final TagIndex tagIndex;
  private final MarkNotes notes;
  private final Duration retention;
  private final DeadLetterQueue deadLetterQueue;

  /** Creates the handler from the function's environment. Lambda calls this constructor. */
  public CountSessionsHandler() {
    this(Store.from(System.getenv(), Clock.systemUTC()));
  }

  private CountSessionsHandler(Store store) {
    this(
        store.counters(),
        store.tagIndex(),
        store.markNotes(),
        store.config().retention(),
        SqsDeadLetterQueue.of(store.environment(), "UNCOUNTED_QUEUE_URL"));
  }

  CountSessionsHandler(
      SessionCounters counters,
      TagIndex tagIndex,
      MarkNotes notes,
      Duration retention,
      DeadLetterQueue deadLetterQueue) {
    this.counters = counters;
    this.tagIndex = tagIndex;
    this.notes = notes;
    this.retention = retention;
    this.deadLetterQueue = deadLetterQueue;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    StreamBatch batch = StreamBatch.read(Bytes.readAll(input));
    Map<Integer, UnreadableItemException> unprocessable = new TreeMap<>();
    OptionalInt failed = OptionalInt.empty();
    List<Integer> indexes = batch.indexesOfSessionChanges();
    for (Map.Entry<Integer, StoreException> failure : process(batch).entrySet()) {
      int index = indexes.get(failure.getKey());
      if (failure.getValue() instanceof UnreadableItemException unreadable) {
        unprocessable.put(index, unreadable);
      } else if (failed.isEmpty()) {
        failed = OptionalInt.of(index);
        context.getLogger().log(line(failure.getValue()) + "\n");
      }
    }
    batch
        .toResponse(noteMarks(batch, failed, context), unprocessable, deadLetterQueue)
        .writeTo(output);
  }

  /**
   * Counts the changes, then indexes them, so that a slow index delays no total. If one of the two
   * may succeed later, the change is delivered again, whatever became of the other.
   */
  private SortedMap<Integer, StoreException> process(StreamBatch batch) {
    SortedMap<Integer, StoreException> failures =
        new TreeMap<>(counters.count(batch.countChanges(retention)));
    tagIndex
        .apply(batch.tagChanges(retention))
        .forEach(
            (index, failure) ->
                failures.merge(
                    index,
                    failure,
                    (old, next) -> old instanceof UnreadableItemException ? next : old));
    return failures;
  }

  /**
   * Notes the marks before the first change that was not counted.
   *
   * @return the first change or mark to deliver again
   */
  private OptionalInt noteMarks(StreamBatch batch, OptionalInt failed, Context context) {
    for (StreamBatch.IndexedMark marked : batch.marks()) {
      if (failed.isPresent() && failed.getAsInt() < marked.index()) {
        return failed;
      }
      try {
        notes.note(marked.mark(), StreamReader.COUNTER);
      } catch (StoreException e) {
        context.getLogger().log(line(e) + "\n");
        return OptionalInt.of(marked.index());
      }
    }
    return failed;
  }

  private static String line(StoreException failure) {
    return StructuredLog.end(
        StructuredLog.begin("WARN", "changes were not counted or indexed and are delivered again")
            .name("error")
            .string(String.valueOf(failure.getMessage())));
  }
}
