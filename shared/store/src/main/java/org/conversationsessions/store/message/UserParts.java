package org.conversationsessions.store.message;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EndedSession;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.message.TranscriptPartReader.Times;

/**
 * Reads the parts of an end user. The user's conversations are read first, strongly consistent, for
 * the messages that wait there. The stored parts are then read eventually consistent, at half the
 * cost, and compared with what the conversations know: their live sessions' messages, and their
 * last ended sessions. If any message is missing, or this cannot be decided, they are read again,
 * strongly consistent.
 *
 * @param reader queries parts
 * @param conversations reads conversations
 */
record UserParts(TranscriptPartReader reader, Conversations conversations) {
  /**
   * Reads parts.
   *
   * @param times the times of their first messages
   * @param parts takes the parts
   * @param sessions takes the sessions that were read on the way
   */
  void read(Bot bot, MessageFilter filter, Times times, FoundParts parts, FoundSessions sessions) {
    String userId = filter.userId().orElseThrow();
    List<Conversation> known =
        conversations.ofUser(bot.id(), userId).stream()
            .filter(conversation -> filter.includes(conversation.key()))
            .toList();
    for (Conversation conversation : known) {
      reader.pendingPart(conversation).ifPresent(part -> parts.add(conversation.key(), part));
      LiveSession live = conversation.live();
      if (live != null) {
        sessions.add(live.session());
      }
    }
    reader.visitPartsOfUser(bot.id(), userId, times, false, parts::add);
    if (!isComplete(bot, filter, known, times, parts, sessions)) {
      reader.visitPartsOfUser(bot.id(), userId, times, true, parts::add);
    }
  }

  private boolean isComplete(
      Bot bot,
      MessageFilter filter,
      List<Conversation> known,
      Times times,
      FoundParts parts,
      FoundSessions sessions) {
    Map<SessionId, ConversationKey> ended = new HashMap<>();
    for (Conversation conversation : known) {
      if (hasLateEvent(conversation.recent())
          || !hasAllOfLive(bot, filter, conversation, times, parts)) {
        return false;
      }
      EndedSession last = conversation.ended();
      if (last != null && filter.includes(last.id())) {
        switch (place(bot, conversation.key(), last.id(), last.endTime(), times)) {
          case OUTSIDE -> {}
          case ACROSS -> {
            return false;
          }
          case INSIDE -> ended.put(last.id(), conversation.key());
        }
      }
    }
    if (ended.isEmpty()) {
      return true;
    }
    sessions.lookUp(ended);
    return known.stream()
        .map(Conversation::ended)
        .filter(last -> last != null && ended.containsKey(last.id()))
        .allMatch(last -> hasAllOfEnded(last, sessions.find(last.id()), parts));
  }

  /**
   * Returns whether an event of an earlier session was recorded after one of a later session: it
   * may have been a moment ago.
   */
  private static boolean hasLateEvent(RecentEvents recent) {
    SessionId latest = null;
    for (RecentEvents.Entry entry : recent.entries()) {
      SessionId session = entry.session();
      if (session != null) {
        if (latest != null && session.compareTo(latest) < 0) {
          return true;
        }
        latest = session;
      }
    }
    return false;
  }

  private static boolean hasAllOfLive(
      Bot bot, MessageFilter filter, Conversation conversation, Times times, FoundParts parts) {
    LiveSession live = conversation.live();
    if (live == null || !filter.includes(live.session().id())) {
      return true;
    }
    TranscriptPart waiting = conversation.pendingPart();
    int stored = waiting == null ? live.session().messages() : waiting.first().number();
    SessionId id = live.session().id();
    return switch (place(bot, conversation.key(), id, live.session().endTime(), times)) {
      case OUTSIDE -> true;
      case ACROSS -> stored == 0;
      case INSIDE -> parts.count(id, stored) >= stored;
    };
  }

  private static boolean hasAllOfEnded(
      EndedSession last, Optional<Session> storedSession, FoundParts parts) {
    return storedSession
        .filter(session -> session.closing().isPresent())
        .filter(session -> session.endTime().equals(last.endTime()))
        .filter(session -> parts.count(last.id(), MessageId.CLOSING) >= session.messages())
        .isPresent();
  }

  private enum Place {
    OUTSIDE,
    ACROSS,
    INSIDE
  }

  /** Returns where the messages of a session lie. Late ones may be older than its start. */
  private static Place place(
      Bot bot, ConversationKey conversation, SessionId session, Instant end, Times times) {
    Instant first = session.start().minus(bot.settings().inactivityOf(conversation.channel()));
    if (!times.touches(first, end)) {
      return Place.OUTSIDE;
    }
    return times.contains(first, end) ? Place.INSIDE : Place.ACROSS;
  }
}
