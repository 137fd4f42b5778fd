package org.conversationsessions.application.closing;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * Finds the live sessions that match a filter, and starts the job that closes them (contract,
 * section 4.1). {@link ClosingJobRunner} does the work. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 *
 * @param due the live sessions of each bot
 * @param conversations the sessions as they are
 * @param jobs where jobs are stored
 * @param clock the service's time
 * @param uuids makes new identifiers
 */
public record ClosingJobService(
    DueConversations due,
    Conversations conversations,
    ClosingJobs jobs,
    InstantSource clock,
    Supplier<UUID> uuids) {
  /** The most sessions of a job. Their identifiers take 120 KB of an item's 400 KB. */
  public static final int MAX_SESSIONS = 10_000;

  private static final int PAGE_SIZE = 1_000;

  /** The sessions that a filter selects. */
  public sealed interface Selection {
    /**
     * They can be closed by one job.
     *
     * @param sessions the live sessions that match
     */
    record Sessions(Set<SessionId> sessions) implements Selection {}

    /** More than {@link #MAX_SESSIONS} live sessions have the filter's time and end user. */
    record TooMany() implements Selection {}
  }

  /** The result of a request to close sessions. */
  public sealed interface Result {
    /**
     * The job is stored durably.
     *
     * @param job the new job
     */
    record Started(ClosingJob job) implements Result {}

    /**
     * The bot's last job is not complete; nothing was stored.
     *
     * @param job the last job
     */
    record Busy(ClosingJob job) implements Result {}
  }

  /**
   * Returns the live sessions that match, as they are now. Eventually consistent: a session that
   * started within the last second may be missing. Costs 0.5 read units for each 16 live sessions
   * of the bot, and 0.5 for each that has the filter's time and end user.
   */
  public Selection select(Bot bot, HistoryFilter filter) {
    Map<SessionId, ConversationKey> candidates = new ConcurrentHashMap<>();
    Parallel.forEach(
        IntStream.range(0, due.shards()).boxed().toList(),
        shard -> readCandidates(bot.id(), shard, filter, candidates));
    if (candidates.size() > MAX_SESSIONS) {
      return new Selection.TooMany();
    }
    Map<ConversationKey, Conversation> found =
        conversations.readEventually(Set.copyOf(candidates.values()));
    Set<SessionId> matching = new TreeSet<>();
    for (Conversation conversation : found.values()) {
      LiveSession live = conversation.live();
      if (live != null
          && candidates.containsKey(live.session().id())
          && filter.matches(live.session())) {
        matching.add(live.session().id());
      }
    }
    return new Selection.Sessions(matching);
  }

  private void readCandidates(
      BotId bot, int shard, HistoryFilter filter, Map<SessionId, ConversationKey> candidates) {
    forEachPage(
        due,
        bot,
        shard,
        entries -> {
          for (DueConversations.Entry entry : entries) {
            if (filter.window().contains(entry.session().start())
                && filter.userId().map(entry.key().userId()::equals).orElse(true)) {
              candidates.put(entry.session(), entry.key());
            }
          }
          return candidates.size() <= MAX_SESSIONS;
        });
  }

  /** Starts the job that closes these sessions: one transaction. */
  public Result start(Bot bot, Set<SessionId> sessions) {
    ClosingJob job = ClosingJob.of(uuids.get(), bot.id(), sessions.size(), clock.instant());
    while (!jobs.start(job, sessions)) {
      Optional<ClosingJob> last = jobs.last(bot.id());
      if (last.isPresent() && last.get().completedAt().isEmpty()) {
        return new Result.Busy(last.get());
      }
    }
    return new Result.Started(job);
  }

  /** Returns a bot's last job if it has this identifier. One consistent read. */
  public Optional<ClosingJob> find(Bot bot, String id) {
    return jobs.last(bot.id()).filter(job -> job.id().equals(id));
  }

  /**
   * Reads the entries of a shard that can be read, without those of nudges: those of all live
   * sessions, and some of ended ones.
   *
   * @param page receives a page of entries and returns whether to read the next one
   */
  static void forEachPage(
      DueConversations due, BotId bot, int shard, Predicate<List<DueConversations.Entry>> page) {
    Optional<String> token = Optional.empty();
    boolean continues;
    do {
      DueConversations.Page read = due.readAll(bot, shard, token, PAGE_SIZE);
      token = read.nextToken();
      continues =
          page.test(
              read.entries().stream()
                  .filter(entry -> !(entry.awaited() instanceof AwaitedSilence.OfNudge))
                  .toList());
    } while (continues && token.isPresent());
  }
}
