package org.conversationsessions.store.erasure;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the erasures table. All parts of a request share its partition key.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>{@code id} (partition key)</th><th>{@code part} (sort key)</th><th>holds</th></tr>
 * <tr><td>the request</td><td>{@code request}</td><td>the request, never changed; identifiers of
 *     end users encrypted</td></tr>
 * <tr><td>the request</td><td>{@code progress}</td><td>how far it has come</td></tr>
 * <tr><td>the request</td><td>{@code receipt#<number>}</td><td>what was deleted of a target or
 *     selection, and what is left</td></tr>
 * <tr><td>the request</td><td>{@code passed#<number>#<reader>}</td><td>a note of the stream's
 *     reader</td></tr>
 * </table>
 */
final class ErasureItem {
  static final String ID = "id";
  static final String PART = "part";
  static final String REQUEST = "request";
  static final String PROGRESS = "progress";
  static final String VERSION = "v";
  static final String RECEIPT = "receipt#";

  /** The prefix of the attributes that count deleted items. */
  static final String DELETED = "deleted_";

  static final String SETTLED = "settled";
  static final String LEFT = "left_";
  static final String GONE_BY = "goneBy";

  /** How long requests are kept (contract, section 15). */
  static final Duration KEPT = Duration.ofDays(30);

  /** Longer than the stream keeps its records. */
  static final Duration NOTE_KEPT = Duration.ofDays(2);

  private static final String PHASE = "phase";
  private static final String PASS = "pass";
  private static final String POSITION = "position";
  private static final String PAGE = "page";
  private static final String NOT_BEFORE = "notBefore";
  private static final String SETS = "sets";
  private static final String SKIPPED = "skipped";
  private static final String STARTED = "startedAt";
  private static final String UPDATED = "updatedAt";

  private ErasureItem() {}

  static Map<String, AttributeValue> key(ErasureId id, String part) {
    return Map.of(ID, Attributes.s(id.value()), PART, Attributes.s(part));
  }

  static String receipt(int number) {
    return RECEIPT + String.format(Locale.ROOT, "%07d", number);
  }

  /** Returns an item of a request's progress. */
  static Attributes of(ErasureId id, ErasureProgress progress) {
    VarintWriter sets = new VarintWriter();
    write(sets, progress.subjectsOfPass());
    write(sets, progress.found());
    sets.number(progress.failed().size());
    progress.failed().forEach((number, reason) -> sets.number(number).text(reason));
    return new Attributes(new HashMap<>(key(id, PROGRESS)))
        .put(VERSION, progress.version())
        .put(PHASE, progress.phase().name())
        .put(PASS, progress.pass())
        .put(POSITION, progress.position())
        .put(PAGE, progress.page())
        .put(NOT_BEFORE, progress.notBefore())
        .put(SETS, sets.finish())
        .put(SKIPPED, progress.skipped())
        .put(STARTED, progress.startedAt())
        .put(UPDATED, progress.updatedAt());
  }

  private static void write(VarintWriter out, Set<Integer> numbers) {
    out.number(numbers.size());
    new TreeSet<>(numbers).forEach(out::number);
  }

  /** Reads the progress of a request. */
  static ErasureProgress progress(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "the stored progress of an erasure",
        stored,
        item -> {
          VarintReader sets = new VarintReader(item.bytes(SETS));
          Set<Integer> open = numbers(sets);
          Set<Integer> found = numbers(sets);
          Map<Integer, String> failed = new HashMap<>();
          for (long left = sets.number(); left > 0; left--) {
            failed.put((int) sets.number(), sets.text());
          }
          return new ErasureProgress(
              item.number(VERSION),
              ErasurePhase.valueOf(item.text(PHASE)),
              item.count(PASS),
              item.count(POSITION),
              item.findText(PAGE),
              item.instant(NOT_BEFORE),
              open,
              found,
              failed,
              item.count(SKIPPED),
              item.findInstant(STARTED),
              item.instant(UPDATED));
        });
  }

  private static Set<Integer> numbers(VarintReader in) {
    Set<Integer> numbers = new HashSet<>();
    for (long left = in.number(); left > 0; left--) {
      numbers.add((int) in.number());
    }
    return numbers;
  }

  /** Returns the number of a receipt's key. */
  static int number(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored receipt of an erasure",
        stored,
        item -> Integer.parseInt(item.text(PART).substring(RECEIPT.length())));
  }

  /** Reads a receipt. */
  static TargetReceipt readReceipt(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored receipt of an erasure",
        stored,
        item ->
            new TargetReceipt(
                counts(item, DELETED),
                item.flag(SETTLED) ? Optional.of(counts(item, LEFT)) : Optional.empty(),
                Optional.ofNullable(item.findInstant(GONE_BY))));
  }

  private static Map<DataStore, Long> counts(Attributes item, String prefix) {
    Map<DataStore, Long> counts = new EnumMap<>(DataStore.class);
    Arrays.stream(DataStore.values())
        .filter(store -> item.has(prefix + store.wire()))
        .forEach(store -> counts.put(store, item.number(prefix + store.wire())));
    return counts;
  }
}
