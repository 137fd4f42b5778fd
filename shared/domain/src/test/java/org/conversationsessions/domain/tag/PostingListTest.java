package org.conversationsessions.domain.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class PostingListTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Tagging AGENT = new Tagging(SessionKind.ALL.get(4), TagTypes.USER);
  private static final Tagging DROP_OFF = new Tagging(SessionKind.ALL.get(0), TagTypes.BOTH);

  @Test
  void theLastVersionOfASessionHoldsInEveryOrderOfArrival() {
    Posting first = new Posting(id(1), 5, Optional.of(AGENT));
    Posting second = new Posting(id(1), 6, Optional.of(DROP_OFF));
    Posting removed = Posting.absent(id(1), 6);

    assertThat(PostingList.of(List.of(first, second)))
        .isEqualTo(PostingList.of(List.of(second, first, first)))
        .isEqualTo(PostingList.of(List.of(second)));
    assertThat(PostingList.of(List.of(removed, second, first)).postings()).containsExactly(removed);
    assertThat(PostingList.of(List.of(first, second, removed)).postings()).containsExactly(removed);
  }

  @Test
  void aMergeIsTheSameForEveryGroupingOrderAndRepetition(@Seeded Random random) {
    for (int round = 0; round < 200; round++) {
      List<Posting> postings = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        postings.add(randomPosting(random));
      }
      PostingList expected = PostingList.of(postings);

      List<Posting> delivered = new ArrayList<>(postings);
      delivered.addAll(postings.subList(0, random.nextInt(30)));
      Collections.shuffle(delivered, random);
      int cut = random.nextInt(delivered.size());
      PostingList first = PostingList.of(delivered.subList(0, cut));
      PostingList second = PostingList.of(delivered.subList(cut, delivered.size()));

      assertThat(first.merge(second.postings())).isEqualTo(expected);
      assertThat(second.merge(first.postings())).isEqualTo(expected);
      assertThat(expected.merge(first.postings())).isEqualTo(expected);
    }
  }

  @Test
  void aSessionThatLostTheTermIsNotNamed() {
    PostingList list = PostingList.of(List.of(new Posting(id(1), 5, Optional.of(AGENT))));

    PostingList after = list.merge(List.of(Posting.absent(id(1), 6)));

    assertThat(after.postings()).hasSize(1);
    assertThat(after.postings().getFirst().session()).isEqualTo(id(1).pseudonym());
    assertThat(id(1).pseudonym().startSecond()).isEqualTo(id(1).startSecond());
    assertThat(id(1).pseudonym()).isNotEqualTo(id(1)).isNotEqualTo(id(2).pseudonym());
    assertThat(after.merge(list.postings())).isEqualTo(after);
    // It may get the term back.
    Posting back = new Posting(id(1), 7, Optional.of(AGENT));
    assertThat(after.merge(List.of(back)).postings()).containsExactly(back);
  }

  @Test
  void countsBySessionsKindAndTypeOfTag() {
    TagCounts counts =
        PostingList.of(
                List.of(
                    new Posting(id(1), 1, Optional.of(AGENT)),
                    new Posting(id(2), 1, Optional.of(AGENT)),
                    new Posting(id(3), 1, Optional.of(DROP_OFF)),
                    Posting.absent(id(4), 1)))
            .counts();

    assertThat(counts.count(SessionKind.ALL, Optional.empty())).isEqualTo(3);
    assertThat(counts.count(SessionKind.ALL, Optional.of(TagFilter.Type.USER))).isEqualTo(3);
    assertThat(counts.count(SessionKind.ALL, Optional.of(TagFilter.Type.SESSION))).isEqualTo(1);
    assertThat(counts.count(SessionKind.ALL, Optional.of(TagFilter.Type.MESSAGE))).isZero();
    assertThat(counts.count(List.of(AGENT.kind()), Optional.empty())).isEqualTo(2);
    assertThat(counts.plus(counts).count(List.of(DROP_OFF.kind()), Optional.empty())).isEqualTo(2);
    assertThat(TagCounts.of(counts.values())).isEqualTo(counts).hasSameHashCodeAs(counts);
    assertThat(PostingList.EMPTY.counts().isEmpty()).isTrue();
    assertThat(counts.isEmpty()).isFalse();
  }

  @Test
  void countsAreOneForEachTaggingAndNeverNegative() {
    int[] negative = new int[Tagging.ALL.size()];
    negative[3] = -1;

    assertThatThrownBy(() -> TagCounts.of(negative)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TagCounts.of(new int[3])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyTaggingHasItsIndex() {
    assertThat(Tagging.ALL).hasSize(18).doesNotHaveDuplicates();
    for (int i = 0; i < Tagging.ALL.size(); i++) {
      assertThat(Tagging.ALL.get(i).index()).isEqualTo(i);
    }
  }

  @Test
  void aListIsDividedByTheStartOfTheSessions() {
    PostingSpan hour = PostingSpan.hourOf(id(0));
    List<Posting> postings = new ArrayList<>();
    for (int second = 0; second < 3600; second += 7) {
      postings.add(
          new Posting(SessionId.of(TEN.plusSeconds(second), second), 1, Optional.of(AGENT)));
    }
    PostingList all = PostingList.of(postings);

    PostingList joined = PostingList.EMPTY;
    for (var minute : all.divide(hour::partOf).entrySet()) {
      PostingSpan span = hour.part(minute.getKey());
      assertThat(span.level()).isEqualTo(PostingSpan.Level.MINUTE);
      for (var second : minute.getValue().divide(span::partOf).entrySet()) {
        PostingSpan part = span.part(second.getKey());
        assertThat(part.isDivisible()).isFalse();
        assertThat(second.getValue().postings())
            .allMatch(posting -> posting.session().startSecond() == part.firstSecond());
        joined = joined.merge(second.getValue().postings());
      }
    }
    assertThat(joined).isEqualTo(all);
    assertThat(hour.firstSecond()).isEqualTo(TEN.getEpochSecond());
  }

  @Test
  void aNodeIsDividedAboveFiftySixPostingsUnlessItsSpanIsASecond() {
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < 56; i++) {
      postings.add(new Posting(id(i), 1, Optional.of(AGENT)));
    }
    PostingSpan hour = PostingSpan.hourOf(id(0));

    assertThat(new PostingNode.Leaf(PostingList.of(postings)).mustBeDivided(hour)).isFalse();
    postings.add(Posting.absent(id(56), 1));
    PostingNode.Leaf full = new PostingNode.Leaf(PostingList.of(postings));
    assertThat(full.mustBeDivided(hour)).isTrue();
    assertThat(full.mustBeDivided(hour.part(0))).isTrue();
    assertThat(full.mustBeDivided(hour.part(0).part(0))).isFalse();
    assertThat(full.counts().count(SessionKind.ALL, Optional.empty())).isEqualTo(56);
  }

  @Test
  void aNodeWithAnOverfullPartIsOverfullAndStaysSo() {
    PostingNode.Leaf leaf =
        new PostingNode.Leaf(PostingList.of(List.of(new Posting(id(1), 1, Optional.of(AGENT)))));

    PostingNode.Divided whole = PostingNode.Divided.EMPTY.with(Map.of(3, leaf));
    assertThat(leaf.isOverfull() || whole.isOverfull()).isFalse();

    PostingNode.Divided overfull = whole.with(Map.of(4, new PostingNode.Overfull()));
    assertThat(overfull.isOverfull()).isTrue();
    assertThat(overfull.parts()).containsOnlyKeys(3);
    assertThat(overfull.with(Map.of(5, leaf)).isOverfull()).isTrue();
  }

  private static Posting randomPosting(Random random) {
    int tagging = random.nextInt(Tagging.ALL.size() + 1);
    SessionId session = id(random.nextInt(5));
    long version = random.nextInt(4);
    return tagging == Tagging.ALL.size()
        ? Posting.absent(session, version)
        : Posting.present(session, version, Tagging.ALL.get(tagging));
  }

  private static SessionId id(long random) {
    return SessionId.of(TEN, random);
  }
}
