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
 * Deletes a target's items in one store.
 *
 * @param stores where data of end users is found and deleted
 * @param backoff how to wait after an item has changed
 */
record StoreEraser(UserDataStores stores, BackoffPolicy backoff) {
  /**
   * Deletes the items of a page. If an item changes meanwhile, its new version is deleted.
   *
   * @param page where the page begins; empty: at the first item
   * @param which the items to delete
   * @param checkpoint is told before the first deletion, and how much was deleted
   * @param subject the number of the end user or selection, for {@link Checkpoint#addFound}
   * @param receipt the number of the receipt
   * @param deleted receives each item that was deleted
   * @return where the next page begins; empty if this is the last one
   */
  Optional<String> erasePage(
      DataStore store,
      ErasureTarget target,
      Optional<String> page,
      Predicate<Item> which,
      Checkpoint checkpoint,
      int subject,
      int receipt,
      Consumer<Item> deleted) {
    int losses = 0;
    while (true) {
      Page found = stores.find(store, target, page);
      List<Item> items = found.items().stream().filter(which).toList();
      if (!items.isEmpty()) {
        checkpoint.addFound(subject);
      }
      List<Item> gone = delete(items);
      gone.forEach(deleted);
      checkpoint.saveDeleted(receipt, store, gone.size());
      if (gone.size() == items.size()) {
        return found.next();
      }
      backoff.awaitRetry(++losses);
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
