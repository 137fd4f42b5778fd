package org.conversationsessions.store.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery.Side;

/**
 * Decides which messages of a part match a query.
 *
 * @param filter which messages are wanted
 * @param start the message from which later or earlier ones are wanted; empty: no restriction
 * @param sessions has the messages' sessions, if the filter needs them
 */
record MessageMatcher(MessageFilter filter, Optional<Start> start, FoundSessions sessions) {
  /**
   * The message at which the wanted messages begin or end.
   *
   * @param side which messages are wanted
   */
  record Start(MessagePosition position, Side side) {}

  /** How many of a part's messages match. */
  enum Share {
    /** None of them. */
    NONE,
    /** All of them. */
    ALL,
    /** Only the messages themselves tell. */
    UNKNOWN
  }

  /** Returns how many of a part's messages match, as far as the part's times tell. */
  Share of(StoredPart part) {
    Instant earliest = part.part().earliest();
    Instant latest = part.part().latest();
    TimeWindow window = filter.window();
    if (latest.isBefore(window.from()) || earliest.isAfter(window.to())) {
      return Share.NONE;
    }
    boolean inside =
        !filter.needsMessages() && window.contains(earliest) && window.contains(latest);
    if (start.isEmpty()) {
      return inside ? Share.ALL : Share.UNKNOWN;
    }
    Instant from = start.get().position().createdOn();
    return switch (start.get().side()) {
      case LATER -> share(inside, latest.isBefore(from), earliest.isAfter(from));
      case EARLIER -> share(inside, earliest.isAfter(from), latest.isBefore(from));
      case BOTH -> inside ? Share.ALL : Share.UNKNOWN;
    };
  }

  private static Share share(boolean inside, boolean outsideStart, boolean insideStart) {
    if (outsideStart) {
      return Share.NONE;
    }
    return inside && insideStart ? Share.ALL : Share.UNKNOWN;
  }

  /** Returns those of a part's messages that match. */
  List<Message> matching(List<Message> messages) {
    return messages.stream().filter(this::matches).toList();
  }

  private boolean matches(Message message) {
    return filter.matches(message, sessions.find(message.id().session()))
        && start.map(from -> isOn(from, MessagePosition.of(message))).orElse(true);
  }

  private static boolean isOn(Start start, MessagePosition position) {
    int order = position.compareTo(start.position());
    return switch (start.side()) {
      case LATER -> order >= 0;
      case EARLIER -> order <= 0;
      case BOTH -> true;
    };
  }
}
