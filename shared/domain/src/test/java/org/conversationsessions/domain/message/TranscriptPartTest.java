package org.conversationsessions.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.message.TestMessages.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TranscriptPartTest {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final SessionId SESSION = SessionId.of(TEN, 1);
  private static final Optional<Instant> EXPIRY = Optional.of(TEN.plus(Duration.ofDays(9)));

  private final TranscriptPart part =
      new TranscriptPart(
          new MessageId(SESSION, 3),
          2,
          TEN,
          TEN,
          TEN.plusSeconds(5),
          TEN.plusSeconds(9),
          EXPIRY,
          new SealedMessages(new byte[] {1}));

  @Nested
  class Accepts {
    @Test
    void theNextMessageOfItsSession() {
      assertThat(accepts(SESSION, TEN.plusSeconds(6), TEN.plusSeconds(10))).isTrue();
    }

    @Test
    void noMessageOfAnotherSession() {
      assertThat(accepts(SessionId.of(TEN, 2), TEN.plusSeconds(6), TEN.plusSeconds(10))).isFalse();
    }

    @Test
    void whatWasSentWithinAnHourBeforeOrAfterTheFirst() {
      Instant recorded = part.recordedAt();
      assertThat(accepts(SESSION, TEN.plus(HOUR), recorded)).isTrue();
      assertThat(accepts(SESSION, TEN.minus(HOUR), recorded)).isTrue();
      assertThat(accepts(SESSION, TEN.plus(HOUR).plusMillis(1), recorded)).isFalse();
      assertThat(accepts(SESSION, TEN.minus(HOUR).minusMillis(1), recorded)).isFalse();
    }

    @Test
    void whatWasRecordedWithinAnHourOfTheFirstEvenByAClockThatIsBehind() {
      Instant recorded = part.recordedAt();
      assertThat(accepts(SESSION, TEN, recorded.plus(HOUR))).isTrue();
      assertThat(accepts(SESSION, TEN, recorded.minus(HOUR))).isTrue();
      assertThat(accepts(SESSION, TEN, recorded.plus(HOUR).plusMillis(1))).isFalse();
      assertThat(accepts(SESSION, TEN, recorded.minus(HOUR).minusMillis(1))).isFalse();
    }

    @Test
    void whatExpiresWhenThePartDoes() {
      Message next = message(SESSION, 5, TEN, part.recordedAt(), "x");
      assertThat(part.accepts(next, EXPIRY)).isTrue();
      assertThat(part.accepts(next, Optional.empty())).isFalse();
      assertThat(part.accepts(next, EXPIRY.map(at -> at.plusSeconds(1)))).isFalse();
    }

    private boolean accepts(SessionId session, Instant at, Instant recordedAt) {
      return part.accepts(message(session, 5, at, recordedAt, "x"), EXPIRY);
    }
  }

  @Test
  void messagesOfOneWriteShareAPartIfTheirTimesAreNear() {
    Message first = message(SESSION, 0, TEN, "a");
    assertThat(TranscriptPart.mayShare(first, message(SESSION, 1, TEN.plus(HOUR), "b"))).isTrue();
    assertThat(TranscriptPart.mayShare(first, message(SESSION, 1, TEN.minus(HOUR), "b"))).isTrue();
    assertThat(
            TranscriptPart.mayShare(first, message(SESSION, 1, TEN.plus(HOUR).plusMillis(1), "b")))
        .isFalse();
    assertThat(TranscriptPart.mayShare(first, message(SessionId.of(TEN, 2), 1, TEN, "b")))
        .isFalse();
  }

  @Test
  void neitherAMessageNorAPartShowsWhatItSaysAsText() {
    assertThat(message(SESSION, 0, TEN, "my secret")).asString().doesNotContain("secret");
    assertThat(part).asString().contains("1 bytes").doesNotContain("[1]");
    assertThat(
            new MessageContent("my secret", false, Optional.of("t"), Optional.empty(), List.of()))
        .asString()
        .doesNotContain("secret");
  }
}
