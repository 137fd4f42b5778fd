package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivityEventTest {
  @Test
  void truncatesItsTimeToMilliseconds() {
    ActivityEvent event =
        TestEventBuilder.event(ActivityType.TAGS, Instant.parse("2026-03-02T10:00:00.123999Z"))
            .build();

    assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-03-02T10:00:00.123Z"));
  }

  @Test
  void happensOnlyAtATimeAtWhichASessionCanStart() {
    for (Instant good : new Instant[] {Instant.EPOCH, SessionId.MAX_START}) {
      assertThat(TestEventBuilder.event(ActivityType.TAGS, good).build().timestamp())
          .isEqualTo(good);
    }
    for (Instant bad :
        new Instant[] {
          Instant.EPOCH.minusMillis(1), SessionId.MAX_START.plusMillis(1), Instant.MIN, Instant.MAX
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TestEventBuilder.event(ActivityType.TAGS, bad).build());
    }
  }

  @Test
  void refreshOnOtherEventsThanConnectIsIgnored() {
    ActivityEvent odd =
        new ActivityEvent(
            "odd",
            TestEventBuilder.HERE,
            ActivityType.BOT_MESSAGE,
            TestEventBuilder.at("10:01"),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            false,
            Tags.NONE,
            MessageContent.NONE);
    assertThat(odd.isRefresh()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ActivityType.class)
  void typesAreFoundByTheirExactNames(ActivityType type) {
    assertThat(ActivityType.ofWire(type.wire())).contains(type);
    assertThat(ActivityType.ofWire(type.wire().toUpperCase(Locale.ROOT))).isEmpty();
  }
}
