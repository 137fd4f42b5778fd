package org.conversationsessions.application.counting;

import java.util.List;
import java.util.SortedMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.counter.CountChange;

/** The counts of sessions, as the changes of stored sessions make them. */
public interface SessionCounters {
  /**
   * Counts changes, each exactly once however often it is given: alone or among others, after a
   * call that failed half way or whose answer was lost, or beside another call with the same
   * changes. The changes of one end user's sessions must come in their order; those of different
   * end users in any.
   *
   * <p>A failure concerns one end user's changes of one day, or those of the end users that are
   * counted with them; all others are counted by this call. Where a change was not counted, none of
   * that end user's later ones of that day was.
   *
   * @return what was not counted, by its place in the list, with what failed. With {@link
   *     org.conversationsessions.application.UnreadableItemException} it can never be counted; with any
   *     other failure it is to be given again, with all of that end user's changes behind it
   */
  SortedMap<Integer, StoreException> count(List<CountChange> changes);
}
