package org.conversationsessions.application.erasure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.Erasure;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.erasure.TargetReceipt;

/** Requests to erase data, and the notes of the stream's readers, in memory. */
public final class InMemoryErasures implements Erasures, MarkNotes {
  private final Map<ErasureId, Stored> stored = new HashMap<>();
  private final Map<ErasureId, Map<Integer, TargetReceipt>> receipts = new HashMap<>();
  private final List<ErasureMark> marks = new ArrayList<>();
  private final Set<String> notes = new HashSet<>();
  private Consumer<ErasureMark> stream = mark -> {};

  /** Sets the receiver of each mark, in the order of the stream. */
  public InMemoryErasures streamingTo(Consumer<ErasureMark> next) {
    stream = next;
    return this;
  }

  /** Returns the marks that are there. */
  public synchronized List<ErasureMark> marks() {
    return List.copyOf(marks);
  }

  /** Returns all requests. */
  public synchronized List<Erasure> requests() {
    return stored.values().stream().map(Stored::request).toList();
  }

  @Override
  public synchronized void create(Erasure request, ErasureProgress first) {
    stored.put(request.id(), new Stored(request, first));
  }

  @Override
  public synchronized Optional<Stored> find(ErasureId id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public synchronized boolean save(ErasureId id, ErasureProgress next) {
    Stored before = stored.get(id);
    if (before == null || before.progress().version() != next.version() - 1) {
      return false;
    }
    stored.put(id, new Stored(before.request(), next));
    return true;
  }

  @Override
  public synchronized boolean mark(ErasureId id, ErasureProgress next, List<ErasureMark> more) {
    if (!save(id, next)) {
      return false;
    }
    marks.addAll(more);
    more.forEach(stream);
    return true;
  }

  @Override
  public synchronized void unmark(ErasureMark mark) {
    marks.remove(mark);
  }

  @Override
  public synchronized void addDeleted(ErasureId id, int receipt, Map<DataStore, Long> deleted) {
    ofRequest(id)
        .merge(receipt, TargetReceipt.NONE.plus(deleted), (old, more) -> old.plus(deleted));
  }

  @Override
  public synchronized void settle(
      ErasureId id, int receipt, Map<DataStore, Long> remaining, Optional<Instant> goneBy) {
    ofRequest(id)
        .compute(
            receipt,
            (key, old) -> (old == null ? TargetReceipt.NONE : old).leaving(remaining, goneBy));
  }

  @Override
  public synchronized Map<Integer, TargetReceipt> receipts(ErasureId id) {
    return Map.copyOf(ofRequest(id));
  }

  private Map<Integer, TargetReceipt> ofRequest(ErasureId id) {
    return receipts.computeIfAbsent(id, one -> new HashMap<>());
  }

  @Override
  public synchronized void note(ErasureMark mark, StreamReader reader) {
    notes.add(name(mark, reader));
  }

  @Override
  public synchronized boolean isNoted(ErasureMark mark, StreamReader reader) {
    return notes.contains(name(mark, reader));
  }

  private static String name(ErasureMark mark, StreamReader reader) {
    return mark.request() + "#" + mark.number() + "#" + reader.wire();
  }
}
