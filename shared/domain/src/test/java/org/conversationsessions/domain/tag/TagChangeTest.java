package org.conversationsessions.domain.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;

class TagChangeTest {
  private static final SessionId ID = SessionId.of(Instant.parse("2026-03-01T09:17:42.123Z"), 7);
  private static final SessionKind SELF_SERVICE = SessionKind.ALL.get(2);
  private static final SessionKind AGENT = SessionKind.ALL.get(4);
  private static final TagTerm VIP = new TagTerm("tier", "vip");
  private static final TagTerm GOLD = new TagTerm("tier", "gold");
  private static final TagTerm CITY = new TagTerm("city", "Oslo");

  @Test
  void aNewSessionHasThePostingsOfItsTags() {
    TagChange change = TagChange.of(5, null, session(SELF_SERVICE, tags(VIP), tags(CITY)));

    assertThat(change.bot()).isEqualTo(TaggedSessions.BOT);
    assertThat(change.userId()).isEqualTo("ada");
    assertThat(change.postings())
        .hasSize(2)
        .containsEntry(VIP, posting(5, new Tagging(SELF_SERVICE, TagTypes.USER)))
        .containsEntry(CITY, posting(5, new Tagging(SELF_SERVICE, TagTypes.SESSION)));
  }

  @Test
  void aTermOfBothTypesIsOnePosting() {
    assertThat(TagChange.of(5, null, session(AGENT, tags(VIP), tags(VIP, CITY))).postings())
        .hasSize(2)
        .containsEntry(VIP, posting(5, new Tagging(AGENT, TagTypes.BOTH)));
  }

  @Test
  void onlyTermsThatChangeHavePostings() {
    Session before = session(SELF_SERVICE, tags(VIP), tags(CITY));

    assertThat(TagChange.of(6, before, session(SELF_SERVICE, tags(GOLD), tags(CITY))).postings())
        .hasSize(2)
        .containsEntry(VIP, absent(6))
        .containsEntry(GOLD, posting(6, new Tagging(SELF_SERVICE, TagTypes.USER)));
    assertThat(TagChange.of(6, before, before).postings()).isEmpty();
  }

  @Test
  void anotherKindChangesEveryPosting() {
    assertThat(
            TagChange.of(
                    6,
                    session(SELF_SERVICE, tags(VIP), tags(CITY)),
                    session(AGENT, tags(VIP), tags(CITY)))
                .postings())
        .hasSize(2)
        .containsEntry(VIP, posting(6, new Tagging(AGENT, TagTypes.USER)))
        .containsEntry(CITY, posting(6, new Tagging(AGENT, TagTypes.SESSION)));
  }

  @Test
  void aRemovedSessionHasNoTermAnyMore() {
    assertThat(TagChange.of(6, session(AGENT, tags(VIP), tags(VIP, CITY)), null).postings())
        .hasSize(2)
        .containsEntry(VIP, absent(6))
        .containsEntry(CITY, absent(6));
  }

  @Test
  void aChangeWithoutPostingsIsOfTheSameSession() {
    TagChange removal = TagChange.of(6, session(AGENT, tags(VIP), tags()), null);

    assertThat(removal.withoutPostings())
        .isEqualTo(new TagChange(removal.bot(), removal.userId(), Map.of(), removal.neededUntil()));
  }

  @Test
  void aChangeHasASession() {
    assertThatThrownBy(() -> TagChange.of(6, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Session session(SessionKind kind, List<Tag> user, List<Tag> session) {
    return TaggedSessions.session(ID, kind, new Tags(user, session));
  }

  private static List<Tag> tags(TagTerm... terms) {
    return List.of(terms).stream().map(term -> new Tag(term.name(), term.value())).toList();
  }

  private static Posting posting(long version, Tagging tagging) {
    return new Posting(ID, version, Optional.of(tagging));
  }

  private static Posting absent(long version) {
    return Posting.absent(ID, version);
  }
}
