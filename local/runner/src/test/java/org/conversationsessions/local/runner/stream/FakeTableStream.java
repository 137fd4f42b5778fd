package org.conversationsessions.local.runner.stream;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.aws.JsonCodec;

/** A stream in memory, whose shards a test fills, ends and continues. */
final class FakeTableStream implements TableStream, TableStreams {
  static final String SHARD = "shard-1";

  private final String arn;
  private final Clock clock;
  private final Map<String, Held> shards = new LinkedHashMap<>();
  private long changes;
  private int reads;

  /** A stream with one shard, {@link #SHARD}. */
  FakeTableStream(String arn, Clock clock) {
    this.arn = arn;
    this.clock = clock;
    open(SHARD, Optional.empty());
  }

  private static final class Held {
    final Optional<String> parent;
    final List<StreamRecord> records = new ArrayList<>();
    boolean ended;

    Held(Optional<String> parent) {
      this.parent = parent;
    }
  }

  @Override
  public TableStream of(String table) {
    return this;
  }

  @Override
  public String arn() {
    return arn;
  }

  @Override
  public synchronized List<Shard> shards() {
    return shards.entrySet().stream()
        .map(each -> new Shard(each.getKey(), each.getValue().parent))
        .toList();
  }

  synchronized void open(String shard, Optional<String> parent) {
    shards.put(shard, new Held(parent));
  }

  synchronized void end(String shard) {
    held(shard).ended = true;
  }

  /** Forgets a shard. */
  synchronized void expire(String shard) {
    shards.remove(shard);
  }

  /** Adds a change of now. */
  StreamRecord add(String shard, String key, Object value) {
    return add(shard, key, value, clock.instant());
  }

  synchronized StreamRecord add(String shard, String key, Object value, Instant created) {
    changes++;
    String number = String.format("%021d", changes);
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("ApproximateCreationDateTime", created.getEpochSecond());
    change.put("Keys", Map.of("id", Map.of("S", key)));
    change.put("NewImage", Map.of("id", Map.of("S", key), "value", Map.of("S", value.toString())));
    change.put("SequenceNumber", number);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("eventName", "MODIFY");
    json.put("dynamodb", change);
    json.put("eventSourceARN", arn);
    StreamRecord record = new StreamRecord(number, key, created, JsonCodec.write(json));
    held(shard).records.add(record);
    return record;
  }

  /** How often a page was asked for. */
  synchronized int reads() {
    return reads;
  }

  @Override
  public Reader read(String shard, Optional<String> after) {
    return new Reader() {
      private Optional<String> place = after;

      @Override
      public Page next() {
        Page page = page(shard, place);
        if (!page.records().isEmpty()) {
          place = Optional.of(page.records().getLast().sequenceNumber());
        }
        return page;
      }
    };
  }

  private synchronized Page page(String shard, Optional<String> after) {
    reads++;
    BigInteger place = new BigInteger(after.orElse("0"));
    List<StreamRecord> records =
        held(shard).records.stream()
            .filter(each -> new BigInteger(each.sequenceNumber()).compareTo(place) > 0)
            .limit(1000)
            .toList();
    return new Page(records, held(shard).ended && records.size() < 1000);
  }

  private Held held(String shard) {
    Held held = shards.get(shard);
    if (held == null) {
      throw new IllegalArgumentException("the stream has no shard " + shard);
    }
    return held;
  }
}
