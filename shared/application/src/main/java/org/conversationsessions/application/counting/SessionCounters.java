package org.conversationsessions.application.counting;

import java.util.List;
import java.util.SortedMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.counter.CountChange;

/** The port to the session counters, which follow the changes of stored sessions. */
public interface SessionCounters {
  /**
   * Counts changes, each exactly once however often it is passed: alone or with others, after a
   * call that failed halfway or whose response was lost, or concurrently with a call for the same
   * changes. The changes of one end user's sessions must come in their order; those of different
   * end users may come in any order.
   *
   * <p>A failure concerns the changes of one end user and day, and those of end users counted with
   * them. All other changes are counted by this call. After a change that was not counted, none of
   * that end user's later changes of that day is counted.
   *
   * @return the changes that were not counted, by their index in the list, with the failure. After
   *     {@link org.conversationsessions.application.UnreadableItemException} a change can never be
   *     counted; after any other failure it must be passed again, followed by all later changes of
   *     that end user
   */
  SortedMap<Integer, StoreException> count(List<CountChange> changes);
}
