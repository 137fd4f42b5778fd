package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;

/**
 * A store that fails at one chosen call, either before the call has an effect or after it, and can
 * be made to glance at what was long ago.
 */
public final class FlakyConversations implements Conversations {
  /** No call fails. */
  public static final int NEVER = -1;

  private final Conversations inner;
  private final int failing;
  private final boolean afterEffect;
  private final List<String> calls = new ArrayList<>();
  private boolean blind;

  /**
   * Makes a store.
   *
   * @param failing which call fails, the first is 0
   * @param afterEffect whether it takes effect all the same
   */
  public FlakyConversations(Conversations inner, int failing, boolean afterEffect) {
    this.inner = inner;
    this.failing = failing;
    this.afterEffect = afterEffect;
  }

  /** From here on a glance finds nothing: it lags behind. */
  public void glanceBlindly() {
    blind = true;
  }

  /** The calls so far. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Map<ConversationKey, Conversation> glance(Collection<ConversationKey> keys) {
    return call(
        "glance",
        () ->
            blind
                ? keys.stream().collect(Collectors.toMap(key -> key, Conversation::unknown))
                : inner.glance(keys));
  }

  @Override
  public Conversation read(ConversationKey key) {
    return call("read", () -> inner.read(key));
  }

  @Override
  public List<Conversation> ofUser(BotId bot, String userId) {
    return call("ofUser", () -> inner.ofUser(bot, userId));
  }

  @Override
  public Commit commit(Conversation next, Collection<Session> records, Sharding sharding) {
    return call("commit", () -> inner.commit(next, records, sharding));
  }

  @Override
  public AdjacentSessions past(ConversationKey key, Instant at, Duration within) {
    return call("past", () -> inner.past(key, at, within));
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
