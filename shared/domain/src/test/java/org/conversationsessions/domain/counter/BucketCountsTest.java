package org.conversationsessions.domain.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class BucketCountsTest {
  private static final SessionKind FIRST = SessionKind.ALL.getFirst();
  private static final SessionKind LAST = SessionKind.ALL.getLast();

  @Test
  void countsAreKeptByBucketAndKind() {
    BucketCounts counts = BucketCounts.EMPTY.plus(7, FIRST, 2).plus(3, LAST, 1).plus(7, LAST, 5);

    assertThat(counts.count(SessionKind.ALL)).isEqualTo(8);
    assertThat(counts.count(List.of(LAST))).isEqualTo(6);
    assertThat(counts.count(SessionKind.ALL, 4, 7)).isEqualTo(7);
    assertThat(counts.count(SessionKind.ALL, 4, 6)).isZero();
    assertThat(counts.bucketNumbers()).containsExactly(3, 7);
    assertThat(counts.between(3, 3).count(SessionKind.ALL)).isEqualTo(1);
    assertThat(counts.renumbered(10).bucketNumbers()).containsExactly(13, 17);
  }

  @Test
  void zeroCountsTakeNoSpaceAndNegativeCountsStay() {
    assertThat(BucketCounts.EMPTY.plus(7, FIRST, 2).plus(7, FIRST, -2))
        .isEqualTo(BucketCounts.EMPTY);
    assertThat(BucketCounts.EMPTY.plus(7, FIRST, 0)).isEqualTo(BucketCounts.EMPTY);
    BucketCounts below = BucketCounts.EMPTY.plus(7, FIRST, -1);
    assertThat(below.count(SessionKind.ALL)).isEqualTo(-1);
    assertThat(below.plus(7, FIRST, 1).isEmpty()).isTrue();
  }

  @Test
  void aBucketWhoseCountsBecomeZeroDisappearsAndTheOthersStay() {
    BucketCounts counts = BucketCounts.EMPTY.plus(3, FIRST, 1).plus(7, LAST, 4).plus(9, FIRST, 2);

    assertThat(counts.plus(7, LAST, -4))
        .isEqualTo(BucketCounts.EMPTY.plus(3, FIRST, 1).plus(9, FIRST, 2));
    assertThat(counts.plus(9, FIRST, -2))
        .isEqualTo(BucketCounts.EMPTY.plus(3, FIRST, 1).plus(7, LAST, 4));
    assertThat(counts.plus(7, FIRST, 1).plus(7, FIRST, -1)).isEqualTo(counts);
  }

  @Test
  void aPartAndASingleBucketKeepTheCountsOfEveryKind() {
    BucketCounts counts = BucketCounts.EMPTY.plus(3, FIRST, 1).plus(7, LAST, 4).plus(9, FIRST, 2);

    assertThat(counts.between(4, 8)).isEqualTo(BucketCounts.EMPTY.plus(7, LAST, 4));
    assertThat(counts.between(8, 4)).isEqualTo(BucketCounts.EMPTY);
    assertThat(counts.countsAt(0)).containsExactly(1, 0, 0, 0, 0, 0);
    assertThat(counts.countsAt(1)).containsExactly(0, 0, 0, 0, 0, 4);
  }

  @Test
  void areEqualIfBucketsAndCountsAre() {
    BucketCounts counts = BucketCounts.EMPTY.plus(3, FIRST, 1);

    assertThat(counts)
        .isEqualTo(BucketCounts.of(new int[] {3}, new int[] {1, 0, 0, 0, 0, 0}))
        .hasSameHashCodeAs(BucketCounts.of(new int[] {3}, new int[] {1, 0, 0, 0, 0, 0}))
        .hasToString("[3=[1, 0, 0, 0, 0, 0]]");
    for (Object other :
        List.of(
            BucketCounts.EMPTY,
            BucketCounts.EMPTY.plus(4, FIRST, 1),
            BucketCounts.EMPTY.plus(3, FIRST, 2),
            "counts")) {
      assertThat(counts).isNotEqualTo(other).doesNotHaveSameHashCodeAs(other);
    }
  }

  @Test
  void addsUpInAnyOrderLikeAMap(@Seeded Random random) {
    Map<List<Integer>, Integer> truth =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    List<BucketCounts> parts = new ArrayList<>(List.of(BucketCounts.EMPTY, BucketCounts.EMPTY));
    for (int i = 0; i < 3000; i++) {
      int bucket = random.nextInt(60);
      int kind = random.nextInt(6);
      int change = random.nextInt(5) - 2;
      truth.merge(List.of(bucket, kind), change, Integer::sum);
      int part = random.nextInt(2);
      parts.set(part, parts.get(part).plus(bucket, SessionKind.ALL.get(kind), change));
    }
    BucketCounts sum = parts.get(0).plus(parts.get(1));
    assertThat(sum).isEqualTo(parts.get(1).plus(parts.get(0)));
    truth.forEach(
        (at, count) ->
            assertThat(sum.count(List.of(SessionKind.ALL.get(at.get(1))), at.get(0), at.get(0)))
                .as("%s", at)
                .isEqualTo(count.longValue()));
  }

  @Test
  void storedCountsMustFitTogether() {
    assertThat(BucketCounts.of(new int[] {1, 4}, new int[12]).size()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketCounts.of(new int[] {1}, new int[5]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketCounts.of(new int[] {4, 1}, new int[12]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BucketCounts.of(new int[] {4, 4}, new int[12]));
  }

  @Test
  void theOrderOfKindsIsTheOneThatIsStored() {
    assertThat(SessionKind.ALL)
        .extracting(kind -> kind.containment().wire() + " " + kind.type().wire())
        .containsExactly(
            "dropOff interactive",
            "dropOff non-interactive",
            "selfService interactive",
            "selfService non-interactive",
            "agent interactive",
            "agent non-interactive");
    ConversationKey conversation = new ConversationKey(new BotId("st-1"), "u", "rtm");
    Session session =
        Session.starting(SessionId.of(Instant.EPOCH, 1), conversation)
            .transferred(new AgentTransfer(Instant.EPOCH, false));
    assertThat(SessionKind.of(session)).isEqualTo(LAST);
    assertThat(SessionKind.matching(Optional.empty(), Optional.empty())).isEqualTo(SessionKind.ALL);
    assertThat(SessionKind.matching(Optional.of(ContainmentType.AGENT), Optional.empty()))
        .hasSize(2);
    assertThat(SessionKind.matching(Optional.empty(), Optional.of(SessionType.INTERACTIVE)))
        .hasSize(3);
    assertThat(
            SessionKind.matching(
                Optional.of(ContainmentType.AGENT), Optional.of(SessionType.INTERACTIVE)))
        .containsExactly(new SessionKind(ContainmentType.AGENT, SessionType.INTERACTIVE));
  }
}
