package org.conversationsessions.application.erasure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.erasure.UserDataStores.Item;
import org.conversationsessions.application.erasure.UserDataStores.Page;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasureTarget;

/**
 * Deletes a target's items in one store, page by page.
 *
 * @param stores the stores
 * @param backoff how to wait after an item has changed
 */
record StoreEraser(UserDataStores stores, BackoffPolicy backoff) {
  /**
   * Deletes items. Of what changes meanwhile the changed item is deleted.
   *
   * @param which the items to delete
   * @param checkpoint is told before the first deletion, and how much was deleted
   * @param subject the number of the end user or selection, for {@link Checkpoint#found}
   * @param number the number of the receipt
   * @param deleted receives each item that was deleted
   * @return false if time ran out before the last page
   */
  boolean erase(
      DataStore store,
      ErasureTarget target,
      Predicate<Item> which,
      Checkpoint checkpoint,
      int subject,
      int number,
      Consumer<Item> deleted) {
    Optional<String> after = Optional.empty();
    int losses = 0;
    while (true) {
      Page page = stores.find(store, target, after);
      List<Item> items = page.items().stream().filter(which).toList();
      if (!items.isEmpty()) {
        checkpoint.found(subject);
      }
      List<Item> gone = delete(items);
      gone.forEach(deleted);
      checkpoint.deleted(number, store, gone.size());
      if (gone.size() < items.size()) {
        backoff.awaitRetry(++losses);
      } else if (page.next().isPresent()) {
        after = page.next();
        losses = 0;
      } else {
        return true;
      }
      if (!checkpoint.mayContinue()) {
        return false;
      }
    }
  }

  private List<Item> delete(List<Item> items) {
    ConcurrentLinkedQueue<Item> gone = new ConcurrentLinkedQueue<>();
    Parallel.forEach(
        items,
        item -> {
          if (stores.delete(item)) {
            gone.add(item);
          }
        });
    return List.copyOf(gone);
  }

  /** Returns how many items a store has. */
  long count(DataStore store, ErasureTarget target, Predicate<Item> which) {
    long count = 0;
    Optional<String> after = Optional.empty();
    do {
      Page page = stores.find(store, target, after);
      count += page.items().stream().filter(which).count();
      after = page.next();
    } while (after.isPresent());
    return count;
  }
}
