package org.conversationsessions.domain.tag;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;

/** Makes sessions with tags. */
public final class TaggedSessions {
  /** The bot of all sessions. */
  public static final BotId BOT = new BotId("st-1");

  private TaggedSessions() {}

  /** Returns a live session. */
  public static Session session(SessionId id, SessionKind kind, Tags tags) {
    return new Session(
        id,
        new ConversationKey(BOT, "ada", "rtm"),
        id.start(),
        List.of("en"),
        kind.type(),
        kind.containment(),
        Optional.empty(),
        false,
        tags,
        0,
        0,
        Optional.empty());
  }
}
