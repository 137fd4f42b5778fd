package org.conversationsessions.store.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingList;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingNode.Divided;
import org.conversationsessions.domain.tag.PostingNode.Leaf;
import org.conversationsessions.domain.tag.PostingNode.Overfull;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.Tagging;
import org.conversationsessions.store.tag.PostingStore.Stored;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link PostingStore} promises. */
abstract class PostingStorePortTests {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-06-01T10:00:00Z");
  private static final PostingSpan HOUR = PostingSpan.hourOf(SessionId.of(TEN, 0));

  private final String list = "t#" + UUID.randomUUID();

  /** Returns the store under test. */
  abstract PostingStore store();

  @Test
  void whatIsNotStoredIsFoundAsNothing() {
    PostingKey key = new PostingKey(list, HOUR);

    assertThat(store().read(List.of(key))).isEqualTo(Map.of(key, Stored.NONE));
    assertThat(store().read(List.of())).isEmpty();
  }

  @Test
  void nodesAreFoundAsTheyWereWritten() {
    PostingKey hour = new PostingKey(list, HOUR);
    PostingKey minute = new PostingKey(list, HOUR.part(7));
    PostingKey second = new PostingKey(list, HOUR.part(7).part(59));
    Stored divided =
        new Stored(
            new Divided(new TreeMap<>(Map.of(7, leaf(1, 2).counts())), true),
            1,
            Optional.of(LATER));
    PostingKey overfullSecond = new PostingKey(list, HOUR.part(7).part(58));
    Stored empty = new Stored(Divided.EMPTY, 1, Optional.empty());
    Stored leaf = new Stored(leaf(1, 2), 1, Optional.empty());
    Stored overfull = new Stored(new Overfull(), 1, Optional.empty());

    assertThat(store().write(hour, divided)).isTrue();
    assertThat(store().write(minute, empty)).isTrue();
    assertThat(store().write(second, leaf)).isTrue();
    assertThat(store().write(overfullSecond, overfull)).isTrue();

    assertThat(store().read(List.of(hour, minute, second, overfullSecond)))
        .isEqualTo(Map.of(hour, divided, minute, empty, second, leaf, overfullSecond, overfull));
  }

  @Test
  void ofTwoWritersOfAVersionOneWins() {
    PostingKey key = new PostingKey(list, HOUR);

    assertThat(store().write(key, new Stored(leaf(1), 1, Optional.empty()))).isTrue();
    assertThat(store().write(key, new Stored(leaf(2), 1, Optional.empty()))).isFalse();
    assertThat(store().write(key, new Stored(leaf(1, 3), 2, Optional.empty()))).isTrue();
    assertThat(store().write(key, new Stored(leaf(1, 4), 2, Optional.empty()))).isFalse();
    assertThat(store().write(key, new Stored(leaf(1, 4), 4, Optional.empty()))).isFalse();

    assertThat(store().read(List.of(key)))
        .isEqualTo(Map.of(key, new Stored(leaf(1, 3), 2, Optional.empty())));
  }

  @Test
  void moreNodesThanOneCallReadsAreAllFound() {
    List<PostingKey> keys = new ArrayList<>();
    for (int part = 0; part < PostingSpan.PARTS; part++) {
      keys.add(new PostingKey(list, HOUR.part(part)));
      keys.add(new PostingKey(list, HOUR.part(0).part(part)));
    }
    keys.forEach(key -> store().write(key, new Stored(leaf(1), 1, Optional.empty())));

    assertThat(store().read(keys))
        .hasSize(120)
        .allSatisfy((key, stored) -> assertThat(stored.exists()).isTrue());
  }

  /** Returns postings of the last second of the hour's eighth minute. */
  private static PostingNode leaf(long... sessions) {
    List<Posting> postings = new ArrayList<>();
    for (long session : sessions) {
      SessionId id = SessionId.of(TEN.plusSeconds(7 * 60 + 59), session);
      postings.add(new Posting(id, 5, Optional.of(Tagging.ALL.getLast())));
    }
    return new Leaf(PostingList.of(postings));
  }
}
