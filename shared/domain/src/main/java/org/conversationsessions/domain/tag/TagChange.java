package org.conversationsessions.domain.tag;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one change of a stored session on the index.
 *
 * @param bot the session's bot
 * @param userId the end user, who decides the shard
 * @param postings the new posting of each term for which anything changes
 * @param neededUntil how long the postings are needed, at least; empty: for ever
 */
public record TagChange(
    BotId bot, String userId, Map<TagTerm, Posting> postings, Optional<Instant> neededUntil) {
  /** Copies the map. */
  public TagChange {
    postings = Map.copyOf(postings);
  }

  /**
   * Returns the effect of a change, whose postings are needed for ever.
   *
   * @param version the version of the item after the change; of a removal, that of the item that
   *     was removed
   * @param before the session before the change; null if it did not exist
   * @param after the session after the change; null if it no longer exists
   * @throws IllegalArgumentException if there is neither
   */
  public static TagChange of(long version, @Nullable Session before, @Nullable Session after) {
    Session session = after == null ? before : after;
    if (session == null) {
      throw new IllegalArgumentException("a change with neither session");
    }
    Map<TagTerm, Tagging> old = taggings(before);
    Map<TagTerm, Tagging> current = taggings(after);
    Map<TagTerm, Posting> postings = new HashMap<>();
    old.keySet().forEach(term -> postings.put(term, Posting.absent(session.id(), version)));
    current.forEach(
        (term, tagging) -> postings.put(term, Posting.present(session.id(), version, tagging)));
    current.forEach(
        (term, tagging) -> {
          if (tagging.equals(old.get(term))) {
            postings.remove(term);
          }
        });
    return new TagChange(
        session.conversation().bot(), session.conversation().userId(), postings, Optional.empty());
  }

  /** Returns this change with postings that are needed until an instant; empty: for ever. */
  public TagChange withNeededUntil(Optional<Instant> until) {
    return new TagChange(bot, userId, postings, until);
  }

  /** Returns a change of the same session that alters nothing. */
  public TagChange withoutPostings() {
    return new TagChange(bot, userId, Map.of(), neededUntil);
  }

  private static Map<TagTerm, Tagging> taggings(@Nullable Session session) {
    Map<TagTerm, Tagging> taggings = new HashMap<>();
    if (session != null) {
      SessionKind kind = SessionKind.of(session);
      Tags tags = session.tags();
      tags.user().forEach(tag -> add(taggings, tag, new Tagging(kind, TagTypes.USER)));
      tags.session().forEach(tag -> add(taggings, tag, new Tagging(kind, TagTypes.SESSION)));
    }
    return taggings;
  }

  private static void add(Map<TagTerm, Tagging> taggings, Tag tag, Tagging tagging) {
    taggings.merge(
        new TagTerm(tag.name(), tag.value()),
        tagging,
        (a, b) -> new Tagging(a.kind(), a.types().and(b.types())));
  }
}
