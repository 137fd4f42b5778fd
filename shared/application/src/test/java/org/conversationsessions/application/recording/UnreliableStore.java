package org.conversationsessions.application.recording;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory whose calls fail at random, before or after their effect; whose eventually
 * consistent reads return any earlier state; and in which a part that was put may arrive much
 * later, after its writer has given up. Used by one thread.
 */
final class UnreliableStore {
  private final InMemoryConversations store;
  private final Random random;
  private final Map<ConversationKey, List<Conversation>> history = new HashMap<>();
  private final List<Runnable> late = new ArrayList<>();
  private double failing;
  private int failures;

  UnreliableStore(InMemoryConversations store, Random random) {
    this.store = store;
    this.random = random;
  }

  /** Sets the share of calls that fail. */
  void fail(double share) {
    failing = share;
  }

  /** Returns the number of calls that failed. */
  int failures() {
    return failures;
  }

  /** Lets the parts arrive that were put long ago. */
  void deliverLate() {
    late.forEach(Runnable::run);
    late.clear();
  }

  Conversations conversations() {
    return unreliable(
        Conversations.class,
        new ForwardingConversations(store) {
          @Override
          public Map<ConversationKey, Conversation> readEventually(
              Collection<ConversationKey> keys) {
            Map<ConversationKey, Conversation> found = new HashMap<>(super.readEventually(keys));
            found.replaceAll((key, present) -> random.nextInt(3) == 0 ? earlier(key) : present);
            return found;
          }

          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            Commit commit = super.commit(next, changedSessions, parts, entries, sharding);
            if (commit instanceof Commit.Done(Conversation written)) {
              history.computeIfAbsent(next.key(), key -> new ArrayList<>()).add(written);
            }
            return commit;
          }
        });
  }

  DueConversations due() {
    return unreliable(DueConversations.class, store);
  }

  MessageParts parts() {
    MessageParts stalling =
        (conversation, part, sharding) -> {
          if (random.nextDouble() < failing) {
            late.add(() -> store.put(conversation, part, sharding));
            throw new StoreException("this call takes too long");
          }
          store.put(conversation, part, sharding);
        };
    return unreliable(MessageParts.class, stalling);
  }

  private Conversation earlier(ConversationKey key) {
    List<Conversation> all = history.getOrDefault(key, List.of());
    int version = random.nextInt(all.size() + 1);
    return version == 0 ? Conversation.unknown(key) : all.get(version - 1);
  }

  private <T> T unreliable(Class<T> port, T inner) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(inner, method, arguments)));
  }

  private @Nullable Object call(Object inner, Method method, Object @Nullable [] arguments)
      throws Throwable {
    // These two only calculate.
    boolean isCall =
        !method.getName().equals("hasRoomForPendingPart") && !method.getName().equals("shards");
    boolean fails = isCall && random.nextDouble() < failing;
    failures += fails ? 1 : 0;
    if (fails && random.nextBoolean()) {
      throw new StoreException(method.getName() + " failed");
    }
    Object answer;
    try {
      answer = method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (fails) {
      throw new StoreException(method.getName() + " failed afterwards");
    }
    return answer;
  }
}
