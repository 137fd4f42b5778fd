package org.conversationsessions.domain.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.debug.DebugDetail.Field;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

class DebugLineTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final SessionId SESSION = SessionId.of(AT, 1);

  @Test
  void aTextThatIsHandedInIsRedactedWhereverItIs() {
    DebugLine line = line("call 1", "call 2", new DebugDetail.Text("call 3"));

    DebugLine redacted = line.redacted(text -> text.replace("call", "x"));

    assertThat(redacted).isEqualTo(line("x 1", "x 2", new DebugDetail.Text("x 3")));
    assertThat(line.isHandedIn()).isTrue();
  }

  @Test
  void aLineOfTheServiceIsNotRedacted() {
    DebugLine line = line("Session started", "m", Fields.NONE.with("task", "call"));

    assertThat(line.redacted(text -> "")).isSameAs(line);
    assertThat(line.isHandedIn()).isFalse();
  }

  @Test
  void aRedactionThatMakesATextLongerIsCutByWholeCharacters() {
    DebugLine line = line("t", "m", new DebugDetail.Text("d"));

    DebugLine redacted = line.redacted(text -> "\uD83D\uDE00".repeat(5000));

    assertThat(redacted.title()).isEqualTo("\uD83D\uDE00".repeat(256));
    assertThat(redacted.message()).isEqualTo("\uD83D\uDE00".repeat(1024));
    assertThat(redacted.detail()).isEqualTo(new DebugDetail.Text("\uD83D\uDE00".repeat(4096)));
    assertThat(line.redacted(text -> "x".repeat(256)).title()).hasSize(256);
  }

  @Test
  void aLineCountsItsCharacters() {
    assertThat(line("12", "345", new DebugDetail.Text("6")).characters()).isEqualTo(6);
    assertThat(line("12", "345", Fields.NONE.with("a", List.of("6", "78"))).characters())
        .isEqualTo(8);
  }

  @Test
  void aLineMovesInTimeAndToASession() {
    DebugLine line = line("t", "m", Fields.NONE);

    assertThat(line.at(AT.plusSeconds(1)).at()).isEqualTo(AT.plusSeconds(1));
    assertThat(line.with(Optional.of(SESSION)).session()).contains(SESSION);
    assertThat(line.with(Optional.of(SESSION)).at(AT).session()).contains(SESSION);
  }

  @Test
  void fieldsKeepTheirOrderAndLeaveOutWhatIsAbsent() {
    Fields fields =
        Fields.NONE
            .with("a", "1")
            .with("b", Optional.empty())
            .with("c", Optional.of(SESSION))
            .with("d", List.of());

    assertThat(fields.fields())
        .containsExactly(
            new Field("a", List.of("1"), false),
            new Field("c", List.of(SESSION.value()), false),
            new Field("d", List.of(), true));
  }

  @Test
  void noTextShowsInALog() {
    assertThat(line("secret", "secret", new DebugDetail.Text("secret")).toString())
        .doesNotContain("secret");
  }

  @Test
  void aLevelHasAName() {
    assertThat(DebugLevel.ofWire("Warning")).contains(DebugLevel.WARNING);
    assertThat(DebugLevel.ofWire("warning")).isEmpty();
    assertThat(DebugLevel.values())
        .extracting(DebugLevel::wire)
        .containsExactly("Info", "Warning", "Error");
  }

  private static DebugLine line(String title, String message, DebugDetail detail) {
    return new DebugLine(
        AT, title, DebugLevel.INFO, message, detail, Optional.empty(), Optional.of("e"));
  }
}
