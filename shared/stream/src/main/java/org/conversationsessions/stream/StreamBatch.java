package org.conversationsessions.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonNumber;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.outbox.SessionChange;
import org.conversationsessions.store.SessionImage;
import org.jspecify.annotations.Nullable;

/**
 * A batch of the stream, up to the first record that cannot be read. That one has failed: it comes
 * again, alone in the end, until Lambda puts it aside where somebody looks.
 *
 * @param records what can be read, in the stream's order
 * @param unreadable the sequence number of the record behind them, if that cannot be read
 */
public record StreamBatch(List<Change> records, Optional<String> unreadable) {
  /**
   * A record of the stream.
   *
   * @param sequenceNumber its place in its shard
   * @param at when it happened, to the second
   * @param before the session as it was; null when it was not there
   * @param after the session as it is; null when it is gone
   */
  public record Change(
      String sequenceNumber,
      Instant at,
      @Nullable SessionImage before,
      @Nullable SessionImage after) {
    SessionChange change() {
      return new SessionChange(
          before == null ? null : before.session(), after == null ? null : after.session());
    }

    CountChange counted(Duration retention) {
      return SessionImage.counted(new SequenceNumber(sequenceNumber), at, retention, before, after);
    }
  }

  /** Copies what can change. */
  public StreamBatch {
    records = List.copyOf(records);
  }

  /**
   * Reads the event of an invocation.
   *
   * @throws IllegalArgumentException if it is no such event
   */
  public static StreamBatch read(Bytes event) {
    JsonObject batch =
        JsonReader.read(event)
            .object()
            .orElseThrow(() -> new IllegalArgumentException("the event is no JSON object"));
    if (!(batch.member("Records").orElse(Json.NULL) instanceof JsonArray(List<Json> items))) {
      throw new IllegalArgumentException("the event has no Records");
    }
    List<Change> records = new ArrayList<>();
    for (Json item : items) {
      JsonObject change =
          item instanceof JsonObject record ? record.object("dynamodb") : JsonObject.EMPTY;
      String sequenceNumber =
          change
              .text("SequenceNumber")
              .orElseThrow(() -> new IllegalArgumentException("a record has no SequenceNumber"));
      try {
        records.add(
            new Change(
                sequenceNumber, at(change), image(change, "OldImage"), image(change, "NewImage")));
      } catch (StoreException | IllegalArgumentException unreadable) {
        return new StreamBatch(records, Optional.of(sequenceNumber));
      }
    }
    return new StreamBatch(records, Optional.empty());
  }

  /** What happened, in order. */
  public List<SessionChange> changes() {
    return records.stream().map(Change::change).toList();
  }

  /**
   * What that means to the counts, in order.
   *
   * @param retention how long closed sessions are kept; zero: for ever
   */
  public List<CountChange> counted(Duration retention) {
    return records.stream().map(change -> change.counted(retention)).toList();
  }

  /**
   * The answer to Lambda: everything before the record named is done.
   *
   * @param failed the place of the first record that is not; empty if all that can be read are
   */
  public Bytes answer(OptionalInt failed) {
    Optional<String> first =
        failed.isPresent()
            ? Optional.of(records.get(failed.getAsInt()).sequenceNumber())
            : unreadable;
    JsonWriter json = new JsonWriter().beginObject().name("batchItemFailures").beginArray();
    first.ifPresent(number -> json.beginObject().name("itemIdentifier").text(number).endObject());
    return json.endArray().endObject().finish();
  }

  private static Instant at(JsonObject change) {
    if (change.member("ApproximateCreationDateTime").orElse(Json.NULL)
        instanceof JsonNumber number) {
      return Instant.ofEpochSecond((long) number.nearest());
    }
    throw new IllegalArgumentException("a change has no time");
  }

  private static @Nullable SessionImage image(JsonObject change, String name) {
    return change
        .member(name)
        .map(
            image -> {
              if (image instanceof JsonObject item) {
                return SessionImage.read(ItemJson.read(item));
              }
              throw new IllegalArgumentException(name + " is no object");
            })
        .orElse(null);
  }
}
