package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

class InMemoryConversationsTest extends ConversationsPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected Conversations conversations() {
    return store;
  }

  @Override
  protected List<TranscriptPart> parts(BotId of, String userId) {
    return store.parts(of, userId);
  }

  @Test
  void countsItsWritesAndReturnsPresentFiguresOfLiveSessions() {
    ActivityEvent start = TestEventBuilder.user("10:00").build();
    SessionId id = SessionId.of(start.timestamp(), 1);
    LiveSession live = LiveSession.startedBy(start, id);
    Session storedSession = Session.starting(id, TestEventBuilder.HERE);
    Conversation next =
        Conversation.unknown(TestEventBuilder.HERE).with(live, null, RecentEvents.NONE);

    store.commit(next, List.of(storedSession), List.of(), Sharding.ONE);
    store.commit(next, List.of(storedSession), List.of(), Sharding.ONE);

    assertThat(store.commits()).isEqualTo(1);
    assertThat(store.sessions()).containsExactly(live.session());
  }
}
