package org.conversationsessions.domain.tag;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 5: tags, answered from the index")
class TagQueryTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<Optional<TagFilter.Type>> TYPES =
      List.of(
          Optional.empty(), Optional.of(TagFilter.Type.USER), Optional.of(TagFilter.Type.SESSION));

  @Test
  void theIndexFindsWhatTheFilterFindsAndItsCountsAreRight(@Seeded Random random) {
    int counted = 0;
    for (int round = 0; round < 500; round++) {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        sessions.add(
            TaggedSessions.session(
                SessionId.of(TEN.plusSeconds(i), i),
                SessionKind.ALL.get(random.nextInt(6)),
                new Tags(randomTags(random), randomTags(random))));
      }
      TagFilter filter = randomFilter(random);
      List<SessionKind> kinds = SessionKind.ALL.subList(random.nextInt(3), 3 + random.nextInt(4));
      TagQuery query = new TagQuery(filter);
      Map<TagTerm, PostingList> postings = new HashMap<>();
      query.terms().forEach(term -> postings.put(term, postings(term, sessions)));

      Map<SessionId, SessionKind> expected = new TreeMap<>();
      for (Session session : sessions) {
        if (filter.matches(session.tags())) {
          expected.put(session.id(), SessionKind.of(session));
        }
      }
      assertThat(query.matches(postings)).isEqualTo(expected);
      if (query.disjointTerms().isPresent()) {
        TagQuery.DisjointTerms disjoint = query.disjointTerms().get();
        assertThat(
                disjoint.terms().stream()
                    .mapToLong(
                        term -> disjoint.count(requireNonNull(postings.get(term)).counts(), kinds))
                    .sum())
            .isEqualTo(expected.values().stream().filter(kinds::contains).count());
        counted++;
      }
    }
    assertThat(counted).isBetween(50, 450);
  }

  @Test
  void countsAreAddedUpOnlyIfASessionCannotMatchTwice() {
    TagFilter.Condition one = condition("n", Optional.empty(), "a");
    TagFilter.Condition typed = condition("n", Optional.of(TagFilter.Type.USER), "a", "b");
    TagFilter.Condition any = condition("n", Optional.empty(), "a", "b");

    assertThat(disjoint(List.of(one), List.of())).isPresent();
    assertThat(disjoint(List.of(), List.of(one))).isPresent();
    assertThat(disjoint(List.of(one, one), List.of(one))).isPresent();
    assertThat(disjoint(List.of(typed), List.of()))
        .contains(
            new TagQuery.DisjointTerms(
                Set.of(new TagTerm("n", "a"), new TagTerm("n", "b")), typed.type()));
    assertThat(disjoint(List.of(any), List.of())).isEmpty();
    assertThat(disjoint(List.of(one, typed), List.of())).isEmpty();
    assertThat(disjoint(List.of(one), List.of(typed))).isEmpty();
  }

  @Test
  void aFilterThatEverySessionPassesIsRefused() {
    assertThatThrownBy(() -> new TagQuery(TagFilter.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<TagQuery.DisjointTerms> disjoint(
      List<TagFilter.Condition> all, List<TagFilter.Condition> any) {
    return new TagQuery(new TagFilter(all, any)).disjointTerms();
  }

  private static PostingList postings(TagTerm term, List<Session> sessions) {
    List<Posting> postings = new ArrayList<>();
    for (Session session : sessions) {
      Posting posting = TagChange.of(1, null, session).postings().get(term);
      // A session that lost the term still has a posting.
      postings.add(posting == null ? Posting.absent(session.id(), 1) : posting);
    }
    return PostingList.of(postings);
  }

  private static TagFilter randomFilter(Random random) {
    List<TagFilter.Condition> all = randomConditions(random);
    List<TagFilter.Condition> any = randomConditions(random);
    return all.isEmpty() && any.isEmpty() ? randomFilter(random) : new TagFilter(all, any);
  }

  private static List<TagFilter.Condition> randomConditions(Random random) {
    List<TagFilter.Condition> conditions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      conditions.add(
          condition(
              "n" + random.nextInt(2),
              TYPES.get(random.nextInt(TYPES.size())),
              random.nextBoolean()
                  ? new String[] {"v" + random.nextInt(3)}
                  : new String[] {"v0", "v" + (1 + random.nextInt(2))}));
    }
    return conditions;
  }

  private static TagFilter.Condition condition(
      String name, Optional<TagFilter.Type> type, String... values) {
    return new TagFilter.Condition(name, Set.of(values), type);
  }

  private static List<Tag> randomTags(Random random) {
    List<Tag> tags = new ArrayList<>();
    for (int name = 0; name < 2; name++) {
      if (random.nextBoolean()) {
        tags.add(new Tag("n" + name, "v" + random.nextInt(3)));
      }
    }
    return tags;
  }
}
