package org.conversationsessions.application.erasure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.application.conversation.DueConversations.UnreadableEntry;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.session.SessionId;

/**
 * Deletes the due entries of end users. Entries are not kept by end user, so all of a bot's entries
 * are read, one for each live session of the bot.
 *
 * <p>An entry is written before its session starts. So an entry without a live session is deleted
 * in two cases only: its session was just erased, or no writer that could still start the session
 * is as old as the entry. A session that lost its entry would never close by inactivity.
 *
 * <p>An entry that cannot be read is of no use to a sweep, so it is deleted if it names an end user
 * of the pass. One that names nobody may be anyone's: no erasure of the bot succeeds while it is
 * there.
 */
final class DueEraser {
  /** The reason of a failure. */
  static final String UNREADABLE = "an entry of the due index names no end user";

  private static final int PAGE = 1000;

  private final DueConversations due;
  private final UserDataStores stores;
  private final Duration longestWriter;

  /**
   * Creates an eraser.
   *
   * @param longestWriter the longest time that a writer may take
   */
  DueEraser(DueConversations due, UserDataStores stores, Duration longestWriter) {
    this.due = due;
    this.stores = stores;
    this.longestWriter = longestWriter;
  }

  /**
   * Deletes a page of a bot's entries that belong to the pass's end users.
   *
   * @param bot the index of the bot in the request
   * @param page what the last call returned: the shard and, within a shard, the token of its next
   *     page; empty for the first page of the first shard
   * @param erased the sessions whose conversations were just erased
   * @return the next page; empty if this is the last one
   */
  Optional<String> erasePage(
      UserErasure request,
      int bot,
      Optional<String> page,
      Set<SessionId> erased,
      Checkpoint checkpoint) {
    String[] place = page.orElse("0").split(" ", 2);
    int shard = Integer.parseInt(place[0]);
    DueConversations.Page found =
        due.readAll(
            request.bots().get(bot),
            shard,
            place.length == 1 ? Optional.empty() : Optional.of(place[1]),
            PAGE);
    Map<String, Map<Integer, DataSubject>> subjects = subjectsOfPass(request, checkpoint);
    for (Entry entry : found.entries()) {
      subjects
          .getOrDefault(entry.key().userId(), Map.of())
          .forEach(
              (number, subject) -> {
                if (subject.covers(entry.key().channel())) {
                  erase(entry, request.targetNumber(bot, number), number, erased, checkpoint);
                }
              });
    }
    for (UnreadableEntry entry : found.unreadable()) {
      if (entry.userId().isPresent()) {
        subjects
            .getOrDefault(entry.userId().get(), Map.of())
            .keySet()
            .forEach(
                number -> {
                  checkpoint.addFound(number);
                  count(due.remove(entry), request.targetNumber(bot, number), checkpoint);
                });
      } else {
        checkpoint
            .progress()
            .subjectsOfPass()
            .forEach(number -> checkpoint.addFailedUnsaved(number, UNREADABLE));
      }
    }
    return found
        .nextToken()
        .map(token -> shard + " " + token)
        .or(
            () ->
                shard + 1 < due.shards()
                    ? Optional.of(String.valueOf(shard + 1))
                    : Optional.empty());
  }

  /** Returns the end users of the pass by their identifier and number. */
  private static Map<String, Map<Integer, DataSubject>> subjectsOfPass(
      UserErasure request, Checkpoint checkpoint) {
    Map<String, Map<Integer, DataSubject>> subjects = new HashMap<>();
    checkpoint
        .progress()
        .subjectsOfPass()
        .forEach(
            number ->
                subjects
                    .computeIfAbsent(
                        request.subjects().get(number).userId(), user -> new HashMap<>())
                    .put(number, request.subjects().get(number)));
    return subjects;
  }

  private void erase(
      Entry entry, int target, int subject, Set<SessionId> erased, Checkpoint checkpoint) {
    checkpoint.addFound(subject);
    boolean isOld = entry.writtenAt().plus(longestWriter).isBefore(checkpoint.now());
    if (erased.contains(entry.session()) || (isOld && !isLive(entry))) {
      count(due.remove(entry), target, checkpoint);
    }
  }

  private static void count(boolean existed, int target, Checkpoint checkpoint) {
    checkpoint.saveDeleted(target, DataStore.DUE, existed ? 1 : 0);
  }

  private boolean isLive(Entry entry) {
    ErasureTarget target =
        new ErasureTarget(
            entry.key().bot(),
            new DataSubject(entry.key().userId(), Optional.of(entry.key().channel())));
    Optional<String> after = Optional.empty();
    do {
      UserDataStores.Page page = stores.find(DataStore.CONVERSATIONS, target, after);
      if (page.items().stream()
          .anyMatch(item -> item.session().equals(Optional.of(entry.session())))) {
        return true;
      }
      after = page.next();
    } while (after.isPresent());
    return false;
  }
}
