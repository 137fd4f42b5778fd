package org.conversationsessions.domain.counter;

import java.util.List;

/** The counts of sessions, as the changes of stored sessions make them. */
public interface SessionCounters {
  /**
   * Counts changes, each exactly once however often it is given: alone or among others, after a
   * call that failed half way or whose answer was lost, or beside another call with the same
   * changes. The changes of one end user's sessions must come in their order; those of different
   * end users in any.
   *
   * @throws org.conversationsessions.domain.StoreException if some may not have been counted: all
   *     are to be given again
   */
  void count(List<CountChange> changes);
}
