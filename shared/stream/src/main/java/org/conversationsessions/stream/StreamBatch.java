package org.conversationsessions.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.event.PassingMark;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.StreamChange;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Parsed;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.store.erasure.ErasureMarkItem;
import org.conversationsessions.store.session.SessionImage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A batch of the sessions table's stream: changes of sessions, and marks of erasures. Unreadable
 * stream records are not among its changes. They go to the dead-letter queue when the response is
 * made, and all others are processed.
 *
 * <p>AWS's {@code DynamodbEvent} is not used: one stream record that it cannot hold would fail the
 * whole batch before this code runs (docs/decisions/0016-stream-handlers.md).
 */
public final class StreamBatch {
  private final List<DeliveredRecord> all;
  private final List<Entry> entries = new ArrayList<>();

  /** Why stream records are unreadable, by position in the batch. */
  private final SortedMap<Integer, String> unreadable = new TreeMap<>();

  /** A readable stream record: a {@link Change} or a {@link MarkEntry}. */
  private sealed interface Entry {
    /** Returns the record's position among all records of the batch. */
    int recordPosition();
  }

  private record MarkEntry(int recordPosition, PassingMark passing) implements Entry {}

  /**
   * A mark of an erasure, and where it lies in the batch. All changes before it precede the mark in
   * the stream.
   *
   * @param index its index in {@link #changes}
   */
  public record IndexedMark(int index, ErasureMark mark) {}

  /**
   * A readable change of a session.
   *
   * @param recordPosition its position among all stream records of the batch
   * @param sequenceNumber its sequence number in its shard
   * @param at when it happened, to the second
   * @param isExpiry whether DynamoDB has removed the session because it had expired
   * @param before the session before the change; null if it did not exist
   * @param after the session after the change; null if it was deleted
   */
  public record Change(
      int recordPosition,
      String sequenceNumber,
      Instant at,
      boolean isExpiry,
      @Nullable SessionImage before,
      @Nullable SessionImage after)
      implements Entry {
    SessionChange change() {
      return new SessionChange(
          before == null ? null : before.session(), after == null ? null : after.session());
    }

    CountChange countChange(Duration retention) {
      return SessionImage.countChange(
          new SequenceNumber(sequenceNumber), at, retention, before, after);
    }

    /**
     * Returns the change of the index by tag. An expired session stays there, which saves the
     * writes. The history reads the rows of an hour in which a session may have expired, and the
     * postings of that hour expire too.
     */
    TagChange tagChange(Duration retention) {
      TagChange change = SessionImage.tagChange(at, retention, before, after);
      return isExpiry ? change.withoutPostings() : change;
    }
  }

  private StreamBatch(List<DeliveredRecord> all) {
    this.all = List.copyOf(all);
    for (int position = 0; position < all.size(); position++) {
      try {
        entry(position, all.get(position)).ifPresent(entries::add);
      } catch (UnreadableItemException e) {
        unreadable.put(position, String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Reads the event of an invocation. An event that is not a batch counts as one unreadable stream
   * record.
   */
  public static StreamBatch read(Bytes event) {
    Parsed parsed = JsonReader.read(event);
    if (parsed instanceof Parsed.Value(JsonObject batch)
        && batch.member("Records").orElse(Json.NULL) instanceof JsonArray(List<Json> items)) {
      return new StreamBatch(items.stream().map(DeliveredRecord::of).toList());
    }
    return new StreamBatch(
        List.of(
            parsed instanceof Parsed.Value(Json json)
                ? DeliveredRecord.of(json)
                : DeliveredRecord.ofText(event.utf8Text().orElseGet(event::toBase64))));
  }

  /** Returns the readable changes of sessions, in the stream's order. */
  public List<Change> sessionChanges() {
    return entries.stream().filter(Change.class::isInstance).map(Change.class::cast).toList();
  }

  /** Returns the changes of sessions and the marks, in the stream's order. */
  public List<StreamChange> changes() {
    List<StreamChange> changes = new ArrayList<>();
    for (Entry entry : entries) {
      changes.add(
          switch (entry) {
            case Change change -> change.change();
            case MarkEntry mark -> mark.passing;
          });
    }
    return changes;
  }

  /**
   * Returns the change that each session change makes to the counters, in the stream's order.
   *
   * @param retention how long closed sessions are kept; zero means for ever
   */
  public List<CountChange> countChanges(Duration retention) {
    return sessionChanges().stream().map(change -> change.countChange(retention)).toList();
  }

  /**
   * Returns the change that each session change makes to the index by tag, in the stream's order.
   *
   * @param retention how long closed sessions are kept; zero means for ever
   */
  public List<TagChange> tagChanges(Duration retention) {
    return sessionChanges().stream().map(change -> change.tagChange(retention)).toList();
  }

  /**
   * Returns, for each of {@link #countChanges} and {@link #tagChanges}, its index in {@link
   * #changes}.
   */
  public List<Integer> indexesOfSessionChanges() {
    return IntStream.range(0, entries.size())
        .filter(index -> entries.get(index) instanceof Change)
        .boxed()
        .toList();
  }

  /** Returns the marks, in the stream's order. */
  public List<IndexedMark> marks() {
    List<IndexedMark> marks = new ArrayList<>();
    for (int index = 0; index < entries.size(); index++) {
      if (entries.get(index) instanceof MarkEntry(_, PassingMark passing)) {
        marks.add(new IndexedMark(index, passing.mark()));
      }
    }
    return marks;
  }

  /**
   * Sends unprocessable stream records to the dead-letter queue and returns Lambda's partial batch
   * response. All records before the identified one are done; Lambda delivers the rest again. Later
   * records are therefore not sent to the dead-letter queue yet: they would be sent again at each
   * delivery.
   *
   * @param failed the index in {@link #changes} of the first that must be delivered again; empty if
   *     none must
   * @param unprocessable the changes that no retry can process, by index in {@link #changes}
   * @param deadLetterQueue receives these and the unreadable stream records
   */
  public Bytes toResponse(
      OptionalInt failed,
      Map<Integer, UnreadableItemException> unprocessable,
      DeadLetterQueue deadLetterQueue) {
    SortedMap<Integer, String> reasons = new TreeMap<>(unreadable);
    unprocessable.forEach(
        (index, why) ->
            reasons.put(entries.get(index).recordPosition(), String.valueOf(why.getMessage())));
    int first = failed.isPresent() ? entries.get(failed.getAsInt()).recordPosition() : all.size();
    for (Map.Entry<Integer, String> reason : reasons.headMap(first).entrySet()) {
      DeliveredRecord streamRecord = all.get(reason.getKey());
      try {
        deadLetterQueue.send(streamRecord.text(), streamRecord.attributes(reason.getValue()));
        streamRecord.log("a stream record was sent to the dead-letter queue", reason.getValue());
      } catch (StoreException e) {
        streamRecord.log(
            "a stream record could not be sent to the dead-letter queue",
            String.valueOf(e.getMessage()));
        return partialBatchResponse(reason.getKey());
      }
    }
    return partialBatchResponse(first);
  }

  private Bytes partialBatchResponse(int first) {
    JsonWriter json = new JsonWriter().beginObject().name("batchItemFailures").beginArray();
    if (first < all.size()) {
      // An empty identifier makes Lambda retry the whole batch.
      json.beginObject()
          .name("itemIdentifier")
          .string(all.get(first).sequenceNumber().orElse(""))
          .endObject();
    }
    return json.endArray().endObject().finish();
  }

  /** Reads a record; empty if the record removes a mark, which no reader needs. */
  private static Optional<Entry> entry(int position, DeliveredRecord streamRecord) {
    JsonObject change = streamRecord.change();
    String number =
        streamRecord
            .sequenceNumber()
            .orElseThrow(() -> new UnreadableItemException("a record has no SequenceNumber"));
    Map<String, AttributeValue> before = image(change, "OldImage");
    Map<String, AttributeValue> after = image(change, "NewImage");
    if (before == null && after == null) {
      throw new UnreadableItemException("a record has neither image");
    }
    if (isMark(before) || isMark(after)) {
      return before == null && after != null
          ? Optional.of(
              new MarkEntry(position, new PassingMark(ErasureMarkItem.read(after), at(change))))
          : Optional.empty();
    }
    return Optional.of(
        new Change(
            position,
            number,
            at(change),
            streamRecord.isExpiry(),
            session(before),
            session(after)));
  }

  private static boolean isMark(@Nullable Map<String, AttributeValue> image) {
    return image != null && ErasureMarkItem.isMark(image);
  }

  private static @Nullable SessionImage session(@Nullable Map<String, AttributeValue> image) {
    return image == null ? null : SessionImage.read(image);
  }

  private static Instant at(JsonObject change) {
    if (change.member("ApproximateCreationDateTime").orElse(Json.NULL)
        instanceof JsonNumber number) {
      double seconds = number.nearest();
      if (Math.abs(seconds) <= Instant.MAX.getEpochSecond()) {
        return Instant.ofEpochSecond((long) seconds);
      }
    }
    throw new UnreadableItemException("a record has no time");
  }

  private static @Nullable Map<String, AttributeValue> image(JsonObject change, String name) {
    Json image = change.member(name).orElse(null);
    return switch (image) {
      case null -> null;
      case JsonObject item -> ItemJson.read(item);
      default -> throw new UnreadableItemException(name + " is not an object");
    };
  }
}
