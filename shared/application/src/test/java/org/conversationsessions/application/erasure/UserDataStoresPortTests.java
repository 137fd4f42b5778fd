package org.conversationsessions.application.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.erasure.UserDataStores.Item;
import org.conversationsessions.application.erasure.UserDataStores.Page;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.domain.state.SessionState;
import org.junit.jupiter.api.Test;

/** The promises of {@link UserDataStores}, for every implementation. */
public abstract class UserDataStoresPortTests {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00.123Z");

  private final BotId bot = new BotId("st-" + UUID.randomUUID());

  /** Returns the port under test. */
  protected abstract UserDataStores stores();

  /** Returns where conversations and sessions are written. */
  protected abstract Conversations conversations();

  /** Returns where states are written. */
  protected abstract SessionStates states();

  /** Returns where transcript parts are written. */
  protected abstract MessageParts parts();

  @Test
  void conversationsAreFoundByEndUserAndChannelWithTheirLiveSession() {
    Session live = session("ada#1", "rtm", 1);
    Conversation written = write(live, true);
    write(session("ada#1", "web", 2), false);
    write(session("ada", "rtm", 3), true);

    assertThat(all(DataStore.CONVERSATIONS, "ada#1", Optional.empty()))
        .extracting(Item::key)
        .containsExactlyInAnyOrder("rtm", "web");
    Item item = all(DataStore.CONVERSATIONS, "ada#1", Optional.of("rtm")).getFirst();
    assertThat(item.session()).contains(live.id());
    assertThat(item.live()).isTrue();
    assertThat(item.version()).isEqualTo(written.version());
    assertThat(all(DataStore.CONVERSATIONS, "ada#1", Optional.of("web")).getFirst().session())
        .isEmpty();
    assertThat(item.toString()).doesNotContain("ada");
  }

  @Test
  void aConversationThatHasChangedIsNotDeleted() {
    Session live = session("ada", "rtm", 1);
    Conversation written = write(live, true);
    Item before = all(DataStore.CONVERSATIONS, "ada", Optional.empty()).getFirst();
    conversations().commit(written, List.of(), List.of(), Sharding.ONE);

    assertThat(stores().delete(before)).isFalse();
    Item now = all(DataStore.CONVERSATIONS, "ada", Optional.empty()).getFirst();
    assertThat(stores().delete(now)).isTrue();
    assertThat(stores().delete(now)).isFalse();
    assertThat(all(DataStore.CONVERSATIONS, "ada", Optional.empty())).isEmpty();
  }

  @Test
  void aConversationThatBeginsAnewHasAVersionThatNoErasedOneHad() {
    Session live = session("ada", "rtm", 1);
    Conversation old = write(live, true);
    for (int i = 0; i < 3; i++) {
      old =
          ((Conversations.Commit.Done)
                  conversations().commit(old, List.of(), List.of(), Sharding.ONE))
              .conversation();
    }
    stores().delete(all(DataStore.CONVERSATIONS, "ada", Optional.empty()).getFirst());
    Conversation anew = write(session("ada", "rtm", 9), true);

    assertThat(anew.version()).isGreaterThan(old.version());
    assertThat(conversations().commit(old, List.of(), List.of(), Sharding.ONE))
        .isEqualTo(new Conversations.Commit.Conflict(anew));
  }

  @Test
  void statesAreDeletedAsLongAsTheyHaveTheirVersionAndBeginWithANewOne() {
    ConversationKey key = new ConversationKey(bot, "ada", "rtm");
    states().write(key, SessionState.EMPTY, 0);
    long version = states().read(key).version();
    Item item = all(DataStore.SESSION_STATES, "ada", Optional.of("rtm")).getFirst();
    states().write(key, SessionState.EMPTY, version);

    assertThat(stores().delete(item)).isFalse();
    assertThat(stores().delete(all(DataStore.SESSION_STATES, "ada", Optional.empty()).getFirst()))
        .isTrue();
    assertThat(all(DataStore.SESSION_STATES, "ada", Optional.empty())).isEmpty();
    assertThat(states().write(key, SessionState.EMPTY, version + 1)).isFalse();
    assertThat(states().write(key, SessionState.EMPTY, 0)).isTrue();
    assertThat(states().read(key).version()).isGreaterThan(version + 1);
  }

  @Test
  void sessionsAndPartsAreFoundPageByPage() {
    List<SessionId> ids = new ArrayList<>();
    for (int number = 1; number <= 230; number++) {
      Session session = session("ada", number % 2 == 0 ? "web" : "rtm", number);
      if (number % 50 == 0) {
        write(session, true);
      } else {
        write(session, false);
      }
      ids.add(session.id());
    }
    for (SessionId id : ids) {
      parts()
          .put(
              new ConversationKey(bot, "ada", "rtm"),
              new TranscriptPart(
                  new MessageId(id, 3),
                  1,
                  TEN,
                  TEN,
                  TEN,
                  TEN,
                  Optional.empty(),
                  new SealedMessages(new byte[] {1, 2, 3})),
              Sharding.ONE);
    }

    assertThat(all(DataStore.SESSIONS, "ada", Optional.empty()))
        .extracting(item -> item.session().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(all(DataStore.SESSIONS, "ada", Optional.of("web"))).hasSize(115);
    assertThat(all(DataStore.MESSAGES, "ada", Optional.empty()))
        .extracting(item -> item.session().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(all(DataStore.MESSAGES, "ada", Optional.of("web"))).isEmpty();

    all(DataStore.MESSAGES, "ada", Optional.empty())
        .forEach(item -> assertThat(stores().delete(item)).isTrue());
    assertThat(all(DataStore.MESSAGES, "ada", Optional.empty())).isEmpty();
    Item first = all(DataStore.SESSIONS, "ada", Optional.empty()).getFirst();
    SessionId id = first.session().orElseThrow();
    assertThat(stores().holdsSession(bot, "ada", id)).isTrue();
    assertThat(stores().delete(first)).isTrue();
    assertThat(stores().holdsSession(bot, "ada", id)).isFalse();
    assertThat(stores().delete(first)).isFalse();
  }

  @Test
  void debugLogsAreFoundByEndUserAndChannelWithTheirSession() {
    SessionId session = SessionId.of(TEN, 1);
    for (String channel : List.of("rtm", "web")) {
      ConversationKey key = new ConversationKey(bot, "ada", channel);
      List<DebugEntry> entries = new ArrayList<>();
      for (Optional<SessionId> about : List.of(Optional.of(session), Optional.<SessionId>empty())) {
        DebugLine line =
            new DebugLine(TEN, "t", DebugLevel.INFO, "", Fields.NONE, about, Optional.empty());
        Instant hour = TEN.truncatedTo(ChronoUnit.HOURS);
        entries.add(new DebugEntry(key, about, hour, "1", List.of(line), TEN.plusSeconds(9)));
      }
      conversations()
          .commit(Conversation.unknown(key), List.of(), List.of(), entries, Sharding.ONE);
    }

    assertThat(all(DataStore.DEBUG_LOGS, "ada", Optional.of("web")))
        .extracting(Item::session)
        .containsExactlyInAnyOrder(Optional.of(session), Optional.empty());
    List<Item> items = all(DataStore.DEBUG_LOGS, "ada", Optional.empty());
    assertThat(items).hasSize(4).noneMatch(Item::live);
    items.forEach(item -> assertThat(stores().delete(item)).isTrue());
    assertThat(all(DataStore.DEBUG_LOGS, "ada", Optional.empty())).isEmpty();
    assertThat(stores().delete(items.getFirst())).isFalse();
  }

  @Test
  void aSessionIsLiveAsItsRecordSays() {
    write(session("ada", "rtm", 1), true);
    write(session("ada", "web", 2), false);

    assertThat(all(DataStore.SESSIONS, "ada", Optional.of("rtm")).getFirst().live()).isTrue();
    assertThat(all(DataStore.SESSIONS, "ada", Optional.of("web")).getFirst().live()).isFalse();
  }

  @Test
  void ofAnEndUserWithoutCountersNothingIsCounted() {
    assertThat(stores().counted(bot, "nobody"))
        .isEqualTo(new UserDataStores.Counted(0, 0, Optional.empty()));
  }

  private List<Item> all(DataStore store, String user, Optional<String> channel) {
    ErasureTarget target = new ErasureTarget(bot, new DataSubject(user, channel));
    List<Item> items = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page page = stores().find(store, target, after);
      items.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    assertThat(items).allMatch(item -> item.bot().equals(bot) && item.userId().equals(user));
    return items;
  }

  private Session session(String user, String channel, int number) {
    return Session.starting(
        SessionId.of(TEN.plusSeconds(number), number), new ConversationKey(bot, user, channel));
  }

  /** Writes a session and its conversation, closed or live. */
  private Conversation write(Session session, boolean live) {
    Session storedSession =
        live
            ? session
            : session.closed(
                new Closing(CloseReason.API, TEN.plusSeconds(900), "en", 1, 1),
                ContainmentType.DROP_OFF);
    Conversation stored = conversations().readConsistently(session.conversation());
    Conversation next =
        new Conversation(
            session.conversation(),
            stored.version(),
            live
                ? new LiveSession(
                    session, session.startTime(), null, Optional.empty(), ContainmentFacts.NOTHING)
                : null,
            null,
            RecentEvents.NONE,
            ClearMarkers.NONE);
    Conversations.Commit commit =
        conversations().commit(next, List.of(storedSession), List.of(), Sharding.ONE);
    assertThat(commit).isInstanceOf(Conversations.Commit.Done.class);
    return ((Conversations.Commit.Done) commit).conversation();
  }
}
