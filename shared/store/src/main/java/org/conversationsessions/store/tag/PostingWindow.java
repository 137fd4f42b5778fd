package org.conversationsessions.store.tag;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingNode.Divided;
import org.conversationsessions.domain.tag.PostingNode.Leaf;
import org.conversationsessions.domain.tag.PostingSpan;

/**
 * A window of identifiers, and the parts of divided spans that it cuts. Each part is read once.
 * Thread-safe.
 */
final class PostingWindow {
  private final CountedPostings.NodeReader reader;
  private final SessionId from;
  private final SessionId to;
  private final Map<Part, Optional<PostingNode>> cutParts = new ConcurrentHashMap<>();

  /**
   * Creates a window.
   *
   * @param from the lowest identifier, included
   * @param to the highest identifier, included
   */
  PostingWindow(CountedPostings.NodeReader reader, SessionId from, SessionId to) {
    this.reader = reader;
    this.from = from;
    this.to = to;
  }

  private record Part(String list, PostingSpan span) {}

  boolean contains(SessionId session) {
    return session.compareTo(from) >= 0 && session.compareTo(to) <= 0;
  }

  /** Returns whether no session of a span can be in the window. */
  boolean isOutside(PostingSpan span) {
    return span.lastSecond() < from.startSecond() || span.firstSecond() > to.startSecond();
  }

  /** Returns whether all sessions of a span are in the window. */
  boolean isInside(PostingSpan span) {
    return contains(span.lowest()) && contains(span.highest());
  }

  /** Returns whether the window has a part of a span only. */
  boolean isCut(PostingSpan span) {
    return !isInside(span) && !isOutside(span);
  }

  /** Returns the number of the last hour. */
  long lastHour() {
    return PostingSpan.hourOf(to).number();
  }

  /** Reads the parts of a span that the window cuts, and the parts of these. */
  void readCutParts(String list, PostingSpan span, Divided divided) {
    for (int part : divided.parts().keySet()) {
      PostingSpan partSpan = span.part(part);
      if (isCut(partSpan)
          && cutPart(list, partSpan).orElse(Leaf.EMPTY) instanceof Divided dividedPart) {
        readCutParts(list, partSpan, dividedPart);
      }
    }
  }

  /** Returns the node of a part that the window cuts; empty if it has none. */
  Optional<PostingNode> cutPart(String list, PostingSpan span) {
    Part part = new Part(list, span);
    Optional<PostingNode> known = cutParts.get(part);
    if (known != null) {
      return known;
    }
    Optional<PostingNode> read = Optional.ofNullable(reader.read(list, span, span).get(span));
    cutParts.put(part, read);
    return read;
  }
}
