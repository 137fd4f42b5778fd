package org.conversationsessions.domain.tag;

import java.util.Comparator;
import java.util.Optional;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;

/**
 * What a version of a session's item says of one term. Of several postings of a session the one
 * that is {@link #supersedes not superseded} holds, in whatever order they arrive and however often
 * (last-writer-wins register).
 *
 * <p>What remains of a session that lost the term or was removed names it by its pseudonym alone.
 * So an erased session's identifier is not kept.
 *
 * @param session the session; if it does not have the term, its {@link SessionId#pseudonym}
 * @param version the version of the session's item, which grows with each write
 * @param tagging how the session has the term; empty: it does not, or no longer exists
 */
public record Posting(SessionId session, long version, Optional<Tagging> tagging) {
  /**
   * A removal has the version of the item that it removes, so it comes last among equal versions.
   * Two different items have the same version only if they were stored before items had one. The
   * rest of the order is that of a session's life. It makes the result the same for every order of
   * arrival, and right unless a tag had changed before.
   */
  private static final Comparator<Posting> ORDER =
      Comparator.comparingLong(Posting::version)
          .thenComparing(Posting::rank)
          .thenComparing(posting -> posting.tagging.map(Tagging::index).orElse(-1));

  /** Returns the posting of a session that has a term. */
  public static Posting present(SessionId session, long version, Tagging tagging) {
    return new Posting(session, version, Optional.of(tagging));
  }

  /** Returns the posting of a session that does not have a term. */
  public static Posting absent(SessionId session, long version) {
    return new Posting(session.pseudonym(), version, Optional.empty());
  }

  /** Returns whether this posting replaces another of the same session. */
  public boolean supersedes(Posting other) {
    return ORDER.compare(this, other) > 0;
  }

  private int rank() {
    return tagging.map(Posting::stage).orElse(Integer.MAX_VALUE);
  }

  /** A session becomes interactive; it ends as it began, with an agent, or as a drop-off. */
  private static int stage(Tagging tagging) {
    SessionKind kind = tagging.kind();
    return (kind.type() == SessionType.INTERACTIVE ? 1 : 0)
        + (kind.containment() == ContainmentType.SELF_SERVICE ? 0 : 2);
  }
}
