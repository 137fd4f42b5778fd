package org.conversationsessions.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;

/** Which messages match a query (contract, section 14). */
class MessageFilterTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final SessionId SESSION = SessionId.of(NOON, 1);
  private static final ConversationKey ANN = new ConversationKey(new BotId("st-1"), "ann", "rtm");

  private Optional<String> user = Optional.empty();
  private Optional<String> channel = Optional.empty();
  private Optional<Set<SessionId>> sessions = Optional.empty();
  private Set<MessageDirection> directions = Set.of();
  private Optional<Boolean> developer = Optional.empty();
  private TagFilter tags = TagFilter.NONE;

  @Test
  void withoutConditionsEveryMessageOfTheWindowMatches() {
    assertThat(matches(NOON)).isTrue();
    assertThat(matches(NOON.minusSeconds(60))).isTrue();
    assertThat(matches(NOON.plusSeconds(60))).isTrue();
    assertThat(matches(NOON.plusSeconds(60).plusMillis(1))).isFalse();
    assertThat(matches(NOON.minusSeconds(60).minusMillis(1))).isFalse();
    assertThat(filter().needsMessages() || filter().needsSessions()).isFalse();
    assertThat(filter().includes(ANN) && filter().includes(SESSION)).isTrue();
  }

  @Test
  void conversationsAndSessionsAreIncludedByTheirNames() {
    user = Optional.of("ann");
    channel = Optional.of("RTM");
    assertThat(filter().includes(ANN)).isTrue();
    user = Optional.of("Ann");
    assertThat(filter().includes(ANN)).isFalse();
    user = Optional.empty();
    channel = Optional.of("web");
    assertThat(filter().includes(ANN)).isFalse();
    sessions = Optional.of(Set.of(SESSION));
    assertThat(filter().includes(SESSION)).isTrue();
    assertThat(filter().includes(SessionId.of(NOON, 2))).isFalse();
    sessions = Optional.of(Set.of());
    assertThat(filter().includes(SESSION)).isFalse();
    assertThat(filter().needsMessages()).isFalse();
  }

  @Test
  void aDirectionIsTheMessagesOwn() {
    directions = Set.of(MessageDirection.INCOMING);
    assertThat(matches(NOON)).isTrue();
    directions = Set.of(MessageDirection.OUTGOING);
    assertThat(matches(NOON)).isFalse();
    directions = Set.of(MessageDirection.values());
    assertThat(matches(NOON)).isTrue();
    assertThat(filter().needsMessages()).isTrue();
    assertThat(filter().needsSessions()).isFalse();
  }

  @Test
  void developersAreThoseOfTheSession() {
    developer = Optional.of(true);
    assertThat(filter().matches(message(NOON), session(true))).isTrue();
    assertThat(filter().matches(message(NOON), session(false))).isFalse();
    assertThat(filter().matches(message(NOON), Optional.empty())).isFalse();
    developer = Optional.of(false);
    assertThat(filter().matches(message(NOON), session(true))).isFalse();
    assertThat(filter().matches(message(NOON), session(false))).isTrue();
    assertThat(filter().matches(message(NOON), Optional.empty())).isTrue();
    assertThat(filter().needsMessages() && filter().needsSessions()).isTrue();
  }

  @Test
  void tagsAreThoseOfTheMessageOrOfItsSession() {
    tags = tagged("mood", "low", Optional.of(TagFilter.Type.MESSAGE));
    assertThat(filter().matches(message(NOON), Optional.empty())).isTrue();
    assertThat(filter().needsSessions()).isFalse();
    assertThat(filter().needsMessages()).isTrue();
    tags = tagged("mood", "low", Optional.of(TagFilter.Type.USER));
    assertThat(filter().matches(message(NOON), session(false))).isFalse();
    tags = tagged("plan", "gold", Optional.of(TagFilter.Type.MESSAGE));
    assertThat(filter().matches(message(NOON), session(false))).isFalse();
    for (TagFilter.Type type : List.of(TagFilter.Type.USER, TagFilter.Type.SESSION)) {
      String name = type == TagFilter.Type.USER ? "plan" : "topic";
      tags = tagged(name, "gold", Optional.of(type));
      assertThat(filter().matches(message(NOON), session(false))).isTrue();
      assertThat(filter().matches(message(NOON), Optional.empty())).isFalse();
      assertThat(filter().needsSessions()).isTrue();
    }
    for (String name : List.of("mood", "plan", "topic")) {
      tags = tagged(name, name.equals("mood") ? "low" : "gold", Optional.empty());
      assertThat(filter().matches(message(NOON), session(false))).isTrue();
    }
  }

  @Test
  void positionsSortByTimeThenBySessionAndNumber() {
    MessagePosition first = new MessagePosition(NOON, new MessageId(SESSION, 1));
    MessagePosition second = new MessagePosition(NOON, new MessageId(SESSION, 2));
    MessagePosition third = new MessagePosition(NOON, new MessageId(SessionId.of(NOON, 2), 0));
    MessagePosition fourth =
        new MessagePosition(NOON.plusMillis(1), new MessageId(SessionId.of(NOON, 0), 0));

    assertThat(List.of(third, first, fourth, second).stream().sorted())
        .containsExactly(first, second, third, fourth);
    assertThat(List.of(third, first, fourth, second).stream().sorted(MessagePosition.order(false)))
        .containsExactly(fourth, third, second, first);
  }

  @Test
  void theSideOfAMessageDecidesTheOrder() {
    MessageId id = new MessageId(SESSION, 1);
    assertThat(query(Optional.of(new Around(id, Side.LATER)), false, 0, 1).forward()).isTrue();
    assertThat(query(Optional.of(new Around(id, Side.EARLIER)), true, 0, 1).forward()).isFalse();
    assertThat(query(Optional.of(new Around(id, Side.BOTH)), false, 0, 1).forward()).isTrue();
    assertThat(query(Optional.empty(), true, 0, MessageQuery.MAX_LIMIT).forward()).isTrue();
    MessagePosition after = new MessagePosition(NOON, id);
    assertThatThrownBy(
            () ->
                new MessageQuery(
                    List.of(), filter(), Optional.empty(), true, 1, Optional.of(after), 1, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query(Optional.empty(), true, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query(Optional.empty(), true, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> query(Optional.empty(), true, 0, MessageQuery.MAX_LIMIT + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private MessageQuery query(Optional<Around> around, boolean forward, long skip, int limit) {
    return new MessageQuery(
        List.of(), filter(), around, forward, skip, Optional.empty(), limit, true);
  }

  private boolean matches(Instant sent) {
    return filter().matches(message(sent), Optional.empty());
  }

  private MessageFilter filter() {
    return new MessageFilter(
        new TimeWindow(NOON.minusSeconds(60), NOON.plusSeconds(60)),
        user,
        channel,
        sessions,
        directions,
        developer,
        tags);
  }

  private static TagFilter tagged(String name, String value, Optional<TagFilter.Type> type) {
    return new TagFilter(List.of(new TagFilter.Condition(name, Set.of(value), type)), List.of());
  }

  private static Message message(Instant sent) {
    return new Message(
        new MessageId(SESSION, 1),
        MessageDirection.INCOMING,
        sent,
        sent,
        "text",
        "en",
        true,
        true,
        Optional.empty(),
        Optional.empty(),
        List.of(new Tag("mood", "low")),
        Optional.empty());
  }

  private static Optional<Session> session(boolean developer) {
    return Optional.of(
        new Session(
            SESSION,
            ANN,
            NOON,
            List.of(),
            SessionType.INTERACTIVE,
            ContainmentType.SELF_SERVICE,
            Optional.empty(),
            developer,
            new Tags(List.of(new Tag("plan", "gold")), List.of(new Tag("topic", "gold"))),
            1,
            0,
            Optional.empty()));
  }
}
