package org.conversationsessions.store.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.domain.tag.TagQuery;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.TaggedSessions;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class CountedPostingsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final int HOURS = 3;

  private final InMemoryPostingStore store = new InMemoryPostingStore();
  private final List<Session> sessions = new ArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger nodesRead = new AtomicInteger();

  @Test
  void totalsAndPagesEqualThoseOfTheSessions(@Seeded Random random) {
    for (int round = 0; round < 40; round++) {
      store.items.clear();
      sessions.clear();
      int size = 1 + random.nextInt(random.nextBoolean() ? 60 : 1_500);
      // Starts within three hours, ten minutes or forty seconds.
      int seconds = List.of(3_600 * HOURS, 600, 40).get(random.nextInt(3));
      for (int i = 0; i < size; i++) {
        addSession(random, TEN.plusMillis(random.nextInt(seconds * 1_000)), i);
      }
      index();
      for (int query = 0; query < 30; query++) {
        compare(random, seconds);
      }
    }
  }

  private void compare(Random random, int seconds) {
    TagFilter.Condition condition =
        random.nextBoolean()
            ? new TagFilter.Condition("n", Set.of("v0"), type(random))
            : new TagFilter.Condition("n", Set.of("v0", "v1"), Optional.of(TagFilter.Type.USER));
    TagFilter filter = new TagFilter(List.of(condition), List.of());
    TagQuery query = new TagQuery(filter);
    List<SessionKind> kinds =
        random.nextBoolean() ? SessionKind.ALL : SessionKind.ALL.subList(0, 1 + random.nextInt(5));
    Instant one = TEN.plusMillis(random.nextInt(seconds * 1_000));
    Instant other = TEN.plusMillis(random.nextInt(seconds * 1_000));
    boolean whole = random.nextInt(4) == 0;
    SessionId from = SessionId.lowestAt(whole ? Instant.EPOCH : one.isBefore(other) ? one : other);
    SessionId to =
        SessionId.highestAt(whole ? SessionId.MAX_START : one.isBefore(other) ? other : one);

    CountedPostings postings = postings(query, kinds, from, to);
    List<SessionId> expected =
        sessions.stream()
            .filter(session -> filter.matches(session.tags()))
            .filter(session -> kinds.contains(SessionKind.of(session)))
            .map(Session::id)
            .filter(id -> id.compareTo(from) >= 0 && id.compareTo(to) <= 0)
            .sorted(Comparator.reverseOrder())
            .toList();

    assertThat(postings.total()).isEqualTo(expected.size());
    int skip = random.nextInt(expected.size() + 2);
    int limit = 1 + random.nextInt(200);
    List<CountedPostings.ListedSession> page = postings.page(skip, limit);
    assertThat(page)
        .extracting(CountedPostings.ListedSession::session)
        .isEqualTo(
            expected.subList(
                Math.min(skip, expected.size()), Math.min(skip + limit, expected.size())));
  }

  @Test
  void aPageOfABusyHourReadsAFewPartsAtAnyDepth() {
    // Half a session a second: each minute has thirty.
    for (int i = 0; i < 1_800; i++) {
      addSession(TEN.plusSeconds(2L * i), i, "v0");
    }
    index();
    TagQuery query = query("v0");
    CountedPostings postings =
        postings(query, SessionKind.ALL, SessionId.lowestAt(TEN), lastOfHour());

    assertThat(postings.total()).isEqualTo(1_800);
    assertThat(reads.get()).isZero();
    for (int skip : List.of(0, 900, 1_700)) {
      reads.set(0);
      nodesRead.set(0);
      assertThat(postings.page(skip, 100)).hasSize(100);
      assertThat(reads.get()).isOne();
      assertThat(nodesRead.get()).isBetween(4, 5);
    }
  }

  @Test
  void aWindowThatCutsABusyMinuteReadsItAndItsSecond() {
    for (int i = 0; i < 3_600; i++) {
      addSession(TEN.plusMillis(i * 500L), i, "v0");
    }
    index();
    // The sessions are in the first half hour, two a second.
    Instant from = TEN.plusMillis(10 * 60_000 + 30_250);
    CountedPostings postings =
        postings(query("v0"), SessionKind.ALL, SessionId.lowestAt(from), lastOfHour());

    assertThat(postings.total()).isEqualTo(3_600 - 1_261);
    assertThat(reads.get()).isEqualTo(2);
    assertThat(postings.total()).isEqualTo(3_600 - 1_261);
    assertThat(reads.get()).isEqualTo(2);
  }

  private static SessionId lastOfHour() {
    return SessionId.highestAt(TEN.plusSeconds(3_600).minusMillis(1));
  }

  private static TagQuery query(String value) {
    return new TagQuery(
        new TagFilter(
            List.of(new TagFilter.Condition("n", Set.of(value), Optional.empty())), List.of()));
  }

  private CountedPostings postings(
      TagQuery query, List<SessionKind> kinds, SessionId from, SessionId to) {
    Map<String, Map<PostingSpan, PostingNode>> hours = new HashMap<>();
    TagQuery.DisjointTerms terms = query.disjointTerms().orElseThrow();
    PostingSpan first = PostingSpan.hourOf(SessionId.lowestAt(TEN));
    for (TagTerm term : terms.terms()) {
      String list = PostingKey.list(TaggedSessions.BOT, 0, term);
      hours.put(
          list, nodes(list, first, new PostingSpan(first.level(), first.number() + HOURS - 1)));
    }
    return new CountedPostings(this::read, hours, terms, kinds, from, to);
  }

  private Map<PostingSpan, PostingNode> read(String list, PostingSpan first, PostingSpan last) {
    Map<PostingSpan, PostingNode> nodes = nodes(list, first, last);
    reads.incrementAndGet();
    nodesRead.addAndGet(nodes.size());
    return nodes;
  }

  private Map<PostingSpan, PostingNode> nodes(String list, PostingSpan first, PostingSpan last) {
    Map<PostingSpan, PostingNode> nodes = new HashMap<>();
    for (long number = first.number(); number <= last.number(); number++) {
      PostingSpan span = new PostingSpan(first.level(), number);
      if (store.items.containsKey(new PostingKey(list, span))) {
        nodes.put(span, store.stored(new PostingKey(list, span)).node());
      }
    }
    return nodes;
  }

  private void addSession(Random random, Instant start, long id) {
    sessions.add(
        TaggedSessions.session(
            SessionId.of(start, id),
            SessionKind.ALL.get(random.nextInt(SessionKind.ALL.size())),
            new Tags(tags(random), tags(random))));
  }

  private void addSession(Instant start, long id, String value) {
    sessions.add(
        TaggedSessions.session(
            SessionId.of(start, id),
            SessionKind.ALL.get(2),
            new Tags(List.of(new Tag("n", value)), List.of())));
  }

  private void index() {
    new DynamoTagIndex(
            store, bot -> Sharding.ONE, Clock.fixed(TEN, ZoneOffset.UTC), BackoffPolicy.immediate())
        .apply(sessions.stream().map(session -> TagChange.of(1, null, session)).toList());
    reads.set(0);
    nodesRead.set(0);
  }

  private static List<Tag> tags(Random random) {
    int value = random.nextInt(4);
    return value == 3 ? List.of() : List.of(new Tag("n", "v" + value));
  }

  private static Optional<TagFilter.Type> type(Random random) {
    return List.of(
            Optional.<TagFilter.Type>empty(),
            Optional.of(TagFilter.Type.USER),
            Optional.of(TagFilter.Type.SESSION))
        .get(random.nextInt(3));
  }
}
