package org.conversationsessions.store.tag;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingList;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagCounts;
import org.conversationsessions.domain.tag.Tagging;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;

/**
 * Packs postings and their counts as variable-length numbers. A posting takes 13 to 18 bytes. Bytes
 * that cannot be unpacked are an {@link UnreadableItemException}.
 */
final class PackedPostings {
  /** More than there are taggings. The last one stands for a session that lacks the term. */
  private static final int CODES = 32;

  private static final int ABSENT = CODES - 1;
  private static final long MILLIS = 1_000;

  private PackedPostings() {}

  /**
   * Packs postings. Each has three values: the distance of its second from the one before, together
   * with its tagging; the rest of the identifier; the distance of its version from the span's first
   * millisecond. Versions begin with the time in milliseconds, so the distance is small for a new
   * conversation.
   */
  static byte[] pack(PostingSpan span, PostingList list) {
    VarintWriter out = new VarintWriter();
    long last = span.firstSecond();
    for (Posting posting : list.postings()) {
      long second = posting.session().startSecond();
      out.number((second - last) * CODES + posting.tagging().map(Tagging::index).orElse(ABSENT))
          .number(posting.session().afterSecond())
          .number(posting.version() - span.firstSecond() * MILLIS);
      last = second;
    }
    return out.finish();
  }

  /** Unpacks postings. */
  static PostingList postings(PostingSpan span, byte[] packed) {
    return unpack(
        packed,
        in -> {
          List<Posting> postings = new ArrayList<>();
          long second = span.firstSecond();
          while (in.hasMore()) {
            long number = in.number();
            second += Math.floorDiv(number, CODES);
            int code = Math.floorMod(number, CODES);
            SessionId session = SessionId.ofParts(second, in.number());
            postings.add(
                new Posting(
                    session,
                    in.number() + span.firstSecond() * MILLIS,
                    code == ABSENT ? Optional.empty() : Optional.of(tagging(code))));
          }
          return PostingList.of(postings);
        });
  }

  private static Tagging tagging(int code) {
    if (code >= Tagging.ALL.size()) {
      throw new IllegalArgumentException("no tagging");
    }
    return Tagging.ALL.get(code);
  }

  /**
   * Packs the counts of a span's parts. For each part: the distance from the one before, a bit set
   * of the taggings that are counted, and the count of each of these.
   */
  static byte[] pack(Map<Integer, TagCounts> parts) {
    VarintWriter out = new VarintWriter();
    int last = 0;
    for (Map.Entry<Integer, TagCounts> part : new TreeMap<>(parts).entrySet()) {
      int[] counts = part.getValue().values();
      int present = 0;
      for (int tagging = 0; tagging < counts.length; tagging++) {
        present |= counts[tagging] == 0 ? 0 : 1 << tagging;
      }
      out.number(part.getKey() - last).number(present);
      last = part.getKey();
      for (int count : counts) {
        if (count != 0) {
          out.number(count);
        }
      }
    }
    return out.finish();
  }

  /** Unpacks the counts of a span's parts. */
  static NavigableMap<Integer, TagCounts> parts(byte[] packed) {
    return unpack(
        packed,
        in -> {
          NavigableMap<Integer, TagCounts> parts = new TreeMap<>();
          int part = 0;
          while (in.hasMore()) {
            part += (int) in.number();
            if (part < 0 || part >= PostingSpan.PARTS) {
              throw new IllegalArgumentException("no part of a span");
            }
            long present = in.number();
            int[] counts = new int[Tagging.ALL.size()];
            for (int tagging = 0; tagging < counts.length; tagging++) {
              counts[tagging] = (present >> tagging & 1) == 0 ? 0 : (int) in.number();
            }
            parts.put(part, TagCounts.of(counts));
          }
          return parts;
        });
  }

  private static <T> T unpack(byte[] packed, Function<VarintReader, T> reader) {
    try {
      return reader.apply(new VarintReader(packed));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new UnreadableItemException("stored postings cannot be read", e);
    }
  }
}
