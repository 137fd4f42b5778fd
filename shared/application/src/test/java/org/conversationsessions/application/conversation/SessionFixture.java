package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * Writes sessions as recording does, with their conversations, for tests of what reads them.
 *
 * @param conversations where they are written
 */
public record SessionFixture(Conversations conversations) {
  /** Writes sessions of any conversations. */
  public void write(List<Session> sessions) {
    Map<ConversationKey, List<Session>> byKey = new HashMap<>();
    sessions.forEach(s -> byKey.computeIfAbsent(s.conversation(), key -> new ArrayList<>()).add(s));
    byKey.forEach(
        (key, own) -> {
          for (int i = 0; i < own.size(); i += 40) {
            commit(key, null, own.subList(i, Math.min(own.size(), i + 40)));
          }
        });
  }

  /**
   * Writes a live session.
   *
   * @param storedSession the session's item
   * @param now the session as it is now
   */
  public void writeLive(Session storedSession, Session now) {
    LiveSession live =
        new LiveSession(now, now.endTime(), null, Optional.empty(), ContainmentFacts.NOTHING);
    commit(storedSession.conversation(), live, List.of(storedSession));
  }

  private void commit(ConversationKey key, @Nullable LiveSession live, List<Session> own) {
    long version = conversations.readConsistently(key).version();
    Conversation next =
        new Conversation(key, version, live, null, RecentEvents.NONE, ClearMarkers.NONE);
    assertThat(conversations.commit(next, own, List.of(), Sharding.ONE))
        .isInstanceOf(Conversations.Commit.Done.class);
  }
}
