package org.conversationsessions.application.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.Erasure;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.TargetReceipt;

/**
 * The port to requests to erase data, which are kept for 30 days. Identifiers of end users in them
 * are encrypted. Every method throws {@link org.conversationsessions.application.StoreException} if
 * the store fails.
 */
public interface Erasures {
  /**
   * A request and how far it has come.
   *
   * @param request what is to be erased
   * @param progress its progress
   */
  record Stored(Erasure request, ErasureProgress progress) {}

  /** Stores a new request. */
  void create(Erasure request, ErasureProgress first);

  /** Returns a request; empty if there is none or it has expired. Strongly consistent. */
  Optional<Stored> find(ErasureId id);

  /**
   * Stores the progress of a request on condition that the stored version is the one before.
   *
   * @return false if another worker was first; nothing was stored then
   */
  boolean save(ErasureId id, ErasureProgress next);

  /**
   * Does what {@link #save} does and puts marks into the streams of sessions, all or nothing. So a
   * worker that stalled cannot put a mark that nobody removes.
   *
   * @param marks at most 25
   */
  boolean mark(ErasureId id, ErasureProgress next, List<ErasureMark> marks);

  /** Removes a mark, if it is there. */
  void unmark(ErasureMark mark);

  /**
   * Adds deleted items to the receipt of a target or selection. Not idempotent: if a response is
   * lost and the store's client repeats the write, the items count twice.
   *
   * @param receipt the number of the receipt: that of its target or selection
   */
  void addDeleted(ErasureId id, int receipt, Map<DataStore, Long> deleted);

  /**
   * Stores what is left of a target or selection.
   *
   * @param receipt the number of the receipt: that of its target or selection
   * @param goneBy when the last of it expires; empty: unknown
   */
  void settle(ErasureId id, int receipt, Map<DataStore, Long> remaining, Optional<Instant> goneBy);

  /** Returns all receipts of a request by number. Strongly consistent. */
  Map<Integer, TargetReceipt> receipts(ErasureId id);
}
