package org.conversationsessions.store.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.store.message.MessageMatcher.Share;
import org.conversationsessions.store.message.MessageMatcher.Start;
import org.conversationsessions.store.message.PartOpener.OpenPart;
import org.conversationsessions.store.message.RankedParts.PartRange;
import org.conversationsessions.store.message.RankedParts.PartRows;
import org.jspecify.annotations.Nullable;

/**
 * Makes a page from the parts that may hold its messages. Only those parts are opened of which some
 * messages may not match, and those in which the page lies. Used by one thread.
 */
final class MessagePageReader {
  /** So many messages are opened at a time, because long texts end a page early. */
  private static final int SLICE = 500;

  /** The most characters of a page: compressed they still fit into a response, if anything does. */
  private static final long MAX_TEXT = 10_000_000;

  /** So many parts are opened at a time to look at their messages. */
  private static final int SCAN = 500;

  private final MessageQuery query;
  private final MessageMatcher matcher;
  private final PartOpener opener;
  private final Comparator<FoundMessage> order;
  private final RankedParts ranked;
  private final Map<MessageId, List<FoundMessage>> openParts = new HashMap<>();

  /** Creates a reader of a query's page. */
  MessagePageReader(MessageQuery query, MessageMatcher matcher, PartOpener opener) {
    this.query = query;
    this.matcher = matcher;
    this.opener = opener;
    this.order =
        Comparator.comparing(MessagePageReader::position, MessagePosition.order(query.forward()));
    this.ranked = new RankedParts(query.forward());
  }

  /**
   * Looks at the parts.
   *
   * @return false if more messages than allowed would have to be opened
   */
  boolean rank(Iterable<StoredPart> parts) {
    List<StoredPart> unknown = new ArrayList<>();
    long messages = 0;
    for (StoredPart part : parts) {
      Share share = matcher.of(part);
      if (share == Share.ALL) {
        ranked.put(PartRows.allOf(part));
      } else if (share == Share.UNKNOWN) {
        unknown.add(part);
        messages += part.part().count();
      }
    }
    if (messages > MessageHistory.MAX_MESSAGES_OR_PARTS) {
      return false;
    }
    for (int from = 0; from < unknown.size(); from += SCAN) {
      List<StoredPart> some = unknown.subList(from, Math.min(unknown.size(), from + SCAN));
      Map<MessageId, OpenPart> open = open(some);
      some.forEach(part -> put(part, matching(open.get(part.part().first()))));
    }
    return true;
  }

  /** Returns the number of matching messages, as far as is known by now. */
  long total() {
    return ranked.total();
  }

  /**
   * A page's messages.
   *
   * @param messages the messages, without their sessions' tags
   * @param more whether more follow
   */
  record Rows(List<FoundMessage> messages, boolean more) {}

  /** Reads the page. */
  Rows readPage() {
    Optional<Start> both = matcher.start().filter(start -> start.side() == Side.BOTH);
    if (both.isEmpty()) {
      return page(query.skip(), query.limit());
    }
    Rows around = around(both.get().position());
    return new Rows(around.messages(), around.messages().size() < total());
  }

  /** Reads a page with a message in the middle, or nearer to an end if one side has too few. */
  private Rows around(MessagePosition middle) {
    PartRange range = openRange(() -> ranked.at(middle.createdOn()));
    List<FoundMessage> near = sorted(range);
    long earlier =
        range.before() + near.stream().filter(row -> position(row).compareTo(middle) < 0).count();
    long itself = near.stream().filter(row -> position(row).equals(middle)).count();
    long later = total() - earlier - itself;
    long others = query.limit() - itself;
    long takenLater = Math.min(later, others - Math.min(earlier, others / 2));
    long takenEarlier = Math.min(earlier, others - takenLater);
    return page(earlier - takenEarlier, (int) (takenEarlier + itself + takenLater));
  }

  private Rows page(long skip, int limit) {
    List<FoundMessage> page = new ArrayList<>();
    long text = 0;
    boolean more = true;
    while (more && page.size() < limit && text < MAX_TEXT) {
      int wanted = Math.min(SLICE, limit - page.size());
      Optional<MessagePosition> after =
          page.isEmpty() ? query.after() : Optional.of(position(page.getLast()));
      List<FoundMessage> next =
          after.isPresent() ? after(after.get(), wanted + 1) : ofRanks(skip, wanted + 1);
      more = next.size() > wanted;
      for (FoundMessage row : next.subList(0, Math.min(wanted, next.size()))) {
        page.add(row);
        text += row.message().text().length();
      }
    }
    return new Rows(page, more && limit > 0);
  }

  private List<FoundMessage> ofRanks(long skip, int limit) {
    PartRange range = openRange(() -> ranked.ofRanks(skip, limit));
    return sorted(range).stream().skip(skip - range.before()).limit(limit).toList();
  }

  private List<FoundMessage> after(MessagePosition after, int limit) {
    Comparator<MessagePosition> positions = MessagePosition.order(query.forward());
    return sorted(openRange(() -> ranked.after(after, limit))).stream()
        .filter(row -> positions.compare(position(row), after) > 0)
        .limit(limit)
        .toList();
  }

  /**
   * Finds a range and opens its parts. If one has fewer messages than the index said, the range is
   * found again.
   */
  private PartRange openRange(Supplier<PartRange> finding) {
    while (true) {
      PartRange range = finding.get();
      List<StoredPart> unopened =
          range.parts().stream()
              .map(PartRows::part)
              .filter(part -> !openParts.containsKey(part.part().first()))
              .toList();
      if (unopened.isEmpty()) {
        return range;
      }
      Map<MessageId, OpenPart> open = open(unopened);
      for (StoredPart part : unopened) {
        List<FoundMessage> matching = matching(open.get(part.part().first()));
        put(part, matching);
        openParts.put(part.part().first(), matching);
      }
    }
  }

  /** Opens parts, and reads their sessions if the filter needs them. */
  private Map<MessageId, OpenPart> open(List<StoredPart> parts) {
    Map<MessageId, OpenPart> open = opener.open(parts);
    if (query.filter().needsSessions()) {
      Map<SessionId, ConversationKey> wanted = new HashMap<>();
      open.forEach((first, part) -> wanted.put(first.session(), part.conversation()));
      matcher.sessions().lookUp(wanted);
    }
    return open;
  }

  private List<FoundMessage> matching(@Nullable OpenPart open) {
    return open == null
        ? List.of()
        : matcher.matching(open.messages()).stream()
            .map(message -> new FoundMessage(open.conversation(), message, Tags.NONE))
            .toList();
  }

  private void put(StoredPart part, List<FoundMessage> matching) {
    if (matching.isEmpty()) {
      ranked.remove(part);
    } else {
      ranked.put(PartRows.of(part, matching));
    }
  }

  /** Returns the messages of the opened parts of a range. */
  private List<FoundMessage> sorted(PartRange range) {
    return range.parts().stream()
        .flatMap(rows -> openParts.getOrDefault(rows.part().part().first(), List.of()).stream())
        .sorted(order)
        .toList();
  }

  private static MessagePosition position(FoundMessage row) {
    return MessagePosition.of(row.message());
  }
}
