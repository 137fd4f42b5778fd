package org.conversationsessions.domain.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.ContainmentType;
import org.junit.jupiter.api.Test;

class KindCountsTest {
  private static final KindCounts SOME = KindCounts.of(new long[] {1, 2, 3, 4, 5, -6});

  @Test
  void addsUpKindByKind() {
    assertThat(SOME.plus(SOME)).isEqualTo(KindCounts.of(new long[] {2, 4, 6, 8, 10, -12}));
    assertThat(SOME.plus(KindCounts.NONE)).isEqualTo(SOME).hasSameHashCodeAs(SOME);
    assertThat(SOME.total()).isEqualTo(9);
    assertThat(SOME).isNotEqualTo(KindCounts.NONE).hasToString("[1, 2, 3, 4, 5, -6]");
  }

  @Test
  void countsAndKeepsSomeKinds() {
    List<SessionKind> selfService =
        SessionKind.matching(Optional.of(ContainmentType.SELF_SERVICE), Optional.empty());

    assertThat(SOME.count(selfService)).isEqualTo(7);
    assertThat(SOME.only(selfService)).isEqualTo(KindCounts.of(new long[] {0, 0, 3, 4, 0, 0}));
    for (SessionKind kind : SessionKind.ALL) {
      assertThat(KindCounts.one(kind).count(List.of(kind))).isEqualTo(1);
      assertThat(KindCounts.one(kind).total()).isEqualTo(1);
    }
  }

  @Test
  void aNumberBelowZeroBecomesZeroOnRequest() {
    assertThat(SOME.withoutNegatives()).isEqualTo(KindCounts.of(new long[] {1, 2, 3, 4, 5, 0}));
  }

  @Test
  void thereIsANumberForEachKindAndItIsCopied() {
    assertThatThrownBy(() -> KindCounts.of(new long[5]))
        .isInstanceOf(IllegalArgumentException.class);
    long[] counts = {1, 0, 0, 0, 0, 0};
    KindCounts one = KindCounts.of(counts);
    counts[0] = 9;
    assertThat(one.total()).isEqualTo(1);
  }
}
