package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;

/**
 * A store that fails at one chosen call, before or after its effect. Its eventually consistent
 * reads can lag.
 */
public final class FlakyConversations implements Conversations {
  /** The index for a store that never fails. */
  public static final int NEVER = -1;

  private final Conversations inner;
  private final int failing;
  private final boolean afterEffect;
  private final List<String> calls = new ArrayList<>();
  private boolean blind;

  /**
   * Creates a store.
   *
   * @param failing the index of the failing call, from 0
   * @param afterEffect whether the call takes effect before it fails
   */
  public FlakyConversations(Conversations inner, int failing, boolean afterEffect) {
    this.inner = inner;
    this.failing = failing;
    this.afterEffect = afterEffect;
  }

  /** Makes every later eventually consistent read find nothing, as if it lagged. */
  public void readNothingEventually() {
    blind = true;
  }

  /** Returns the names of the calls so far. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Map<ConversationKey, Conversation> readEventually(Collection<ConversationKey> keys) {
    return call(
        "readEventually",
        () ->
            blind
                ? keys.stream().collect(Collectors.toMap(key -> key, Conversation::unknown))
                : inner.readEventually(keys));
  }

  @Override
  public Conversation readConsistently(ConversationKey key) {
    return call("readConsistently", () -> inner.readConsistently(key));
  }

  @Override
  public List<Conversation> ofUser(BotId bot, String userId) {
    return call("ofUser", () -> inner.ofUser(bot, userId));
  }

  @Override
  public Commit commit(
      Conversation next,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Sharding sharding) {
    return call("commit", () -> inner.commit(next, changedSessions, parts, entries, sharding));
  }

  @Override
  public boolean hasRoomForPendingPart(Conversation conversation) {
    return inner.hasRoomForPendingPart(conversation);
  }

  @Override
  public void visitWithPendingPart(int segment, int segments, Predicate<Conversation> visitor) {
    call(
        "visitWithPendingPart",
        () -> {
          inner.visitWithPendingPart(segment, segments, visitor);
          return true;
        });
  }

  @Override
  public AdjacentSessions adjacentSessions(ConversationKey key, Instant at, Duration within) {
    return call("past", () -> inner.adjacentSessions(key, at, within));
  }

  private <T> T call(String name, Supplier<T> call) {
    boolean fails;
    synchronized (this) {
      fails = calls.size() == failing;
      calls.add(name);
    }
    if (fails && !afterEffect) {
      throw new StoreException(name + " failed");
    }
    T result = call.get();
    if (fails) {
      throw new StoreException(name + " failed afterwards");
    }
    return result;
  }
}
