package org.conversationsessions.application.erasure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.counting.InMemorySessionCounters;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;

/**
 * What the fakes of the other ports hold of end users, in small pages. A page is one of all
 * channels, so it may lack items or have none.
 */
public final class InMemoryUserData implements UserDataStores {
  private static final int PAGE = 3;

  private final InMemoryConversations store;
  private final InMemorySessionStates states;
  private final InMemorySessionCounters counters;
  private final Consumer<Session> removed;

  /**
   * Creates a view of these fakes.
   *
   * @param removed receives each session that is deleted, as the stream does
   */
  public InMemoryUserData(
      InMemoryConversations store,
      InMemorySessionStates states,
      InMemorySessionCounters counters,
      Consumer<Session> removed) {
    this.store = store;
    this.states = states;
    this.counters = counters;
    this.removed = removed;
  }

  @Override
  public Page find(DataStore where, ErasureTarget target, Optional<String> after) {
    DataSubject everywhere = new DataSubject(target.subject().userId(), Optional.empty());
    List<Found> all = new ArrayList<>(items(where, new ErasureTarget(target.bot(), everywhere)));
    all.sort(Comparator.comparing(Found::key));
    all.removeIf(found -> after.filter(key -> found.key().compareTo(key) <= 0).isPresent());
    List<Found> page = all.subList(0, Math.min(PAGE, all.size()));
    return new Page(
        page.stream().filter(found -> target.covers(found.of)).map(Found::item).toList(),
        all.size() > page.size() ? Optional.of(page.getLast().key()) : Optional.empty());
  }

  private record Found(Item item, ConversationKey of) {
    String key() {
      return item.key();
    }
  }

  private List<Found> items(DataStore where, ErasureTarget target) {
    return switch (where) {
      case CONVERSATIONS ->
          store.keys().stream().filter(target::covers).map(this::conversation).toList();
      case SESSION_STATES ->
          states.keys().stream()
              .filter(target::covers)
              .map(
                  key ->
                      item(
                          where,
                          key,
                          key.channel(),
                          states.read(key).version(),
                          Optional.empty(),
                          false))
              .toList();
      case MESSAGES ->
          store.ownersOfParts().entrySet().stream()
              .filter(part -> target.covers(part.getValue()))
              .map(
                  part ->
                      item(
                          where,
                          part.getValue(),
                          part.getKey().wire(),
                          0,
                          Optional.of(part.getKey().session()),
                          false))
              .toList();
      case DEBUG_LOGS ->
          store.debugEntries().stream()
              .filter(entry -> target.covers(entry.conversation()))
              .map(
                  entry -> item(where, entry.conversation(), key(entry), 0, entry.session(), false))
              .toList();
      case SESSIONS ->
          store.sessions().stream()
              .filter(session -> target.covers(session.conversation()))
              .map(
                  session ->
                      item(
                          where,
                          session.conversation(),
                          session.id().value(),
                          0,
                          Optional.of(session.id()),
                          session.status() == SessionStatus.ACTIVE))
              .toList();
      case DUE, COUNTERS -> throw new IllegalArgumentException();
    };
  }

  private Found conversation(ConversationKey key) {
    LiveSession live = store.readConsistently(key).live();
    return item(
        DataStore.CONVERSATIONS,
        key,
        key.channel(),
        store.readConsistently(key).version(),
        Optional.ofNullable(live).map(one -> one.session().id()),
        live != null);
  }

  private static Found item(
      DataStore where,
      ConversationKey of,
      String key,
      long version,
      Optional<SessionId> session,
      boolean live) {
    return new Found(new Item(where, of.bot(), of.userId(), key, version, session, live), of);
  }

  @Override
  public boolean delete(Item item) {
    return switch (item.store()) {
      case CONVERSATIONS -> store.remove(key(item), item.version());
      case SESSION_STATES -> states.remove(key(item), item.version());
      case MESSAGES -> MessageId.ofWire(item.key()).map(store::remove).orElseThrow();
      case DEBUG_LOGS ->
          store.debugEntries().stream()
              .filter(entry -> key(entry).equals(item.key()))
              .findFirst()
              .map(store::remove)
              .orElse(false);
      case SESSIONS -> {
        Session session = store.remove(new SessionId(item.key()));
        if (session != null) {
          removed.accept(session);
        }
        yield session != null;
      }
      case DUE, COUNTERS -> throw new IllegalArgumentException();
    };
  }

  private static String key(DebugEntry entry) {
    return String.join(
        "#",
        entry.time().toString(),
        entry.session().map(SessionId::value).orElse("-"),
        entry.id(),
        entry.conversation().channel());
  }

  private static ConversationKey key(Item item) {
    return new ConversationKey(item.bot(), item.userId(), item.key());
  }

  @Override
  public boolean holdsSession(BotId bot, String userId, SessionId session) {
    return store.storedSession(session) != null;
  }

  @Override
  public Counted counted(BotId bot, String userId) {
    return new Counted(counters.countedOf(bot, userId), 0, Optional.empty());
  }
}
