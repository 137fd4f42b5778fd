package org.conversationsessions.domain.event;

import java.time.Instant;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/** Sessions for tests of published events. */
public final class Sessions {
  public static final BotId BOT = new BotId("st-1");
  public static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private Sessions() {}

  public static Session live(String user, int number) {
    ConversationKey key = new ConversationKey(BOT, user, "rtm");
    return Session.starting(SessionId.of(TEN.plusSeconds(number), number), key);
  }

  public static Session closed(Session live, long settingsVersion) {
    return live.closed(
        new Closing(CloseReason.API, TEN.plusSeconds(600), "en", settingsVersion, 1),
        ContainmentType.SELF_SERVICE);
  }

  public static SessionChange start(Session live) {
    return new SessionChange(null, live);
  }

  public static SessionChange close(Session live, long settingsVersion) {
    return new SessionChange(live, closed(live, settingsVersion));
  }
}
