package org.conversationsessions.application.counting;

import java.util.List;
import java.util.SortedMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.tag.TagChange;

/** The port to the index by tag, which follows the changes of stored sessions. */
public interface TagIndex {
  /**
   * Applies changes. The index depends on which changes were applied at least once, and on nothing
   * else: not on their order, on repetitions, on calls that failed halfway, or on concurrent calls.
   *
   * @return the changes that were not applied, or in part only, by their index in the list, with
   *     the failure. After {@link org.conversationsessions.application.UnreadableItemException} a
   *     change can never be applied; after any other failure it must be passed again
   */
  SortedMap<Integer, StoreException> apply(List<TagChange> changes);
}
