package org.conversationsessions.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCursorTest {
  private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void windowsCoverTheRangeWithoutGapAndOverlap(@Seeded Random random) {
    for (int round = 0; round < 200; round++) {
      Instant from = END.minusMillis(random.nextLong(Duration.ofDays(60).toMillis()));
      List<TimeWindow> windows = windows(new TimeWindow(from, END), 1 + random.nextInt(7));

      assertThat(windows.getFirst().to()).isEqualTo(END);
      assertThat(windows.getLast().from()).isEqualTo(from);
      for (int i = 0; i < windows.size(); i++) {
        assertThat(windows.get(i).length()).isBetween(Duration.ZERO, Duration.ofDays(7));
        if (i > 0) {
          assertThat(windows.get(i).to().plusMillis(1)).isEqualTo(windows.get(i - 1).from());
        }
      }
    }
  }

  @Test
  void windowsBeginAtMidnight() {
    assertThat(windows(new TimeWindow(END.minus(Duration.ofDays(9)), END), 7))
        .containsExactly(
            new TimeWindow(Instant.parse("2026-02-23T00:00:00Z"), END),
            new TimeWindow(
                Instant.parse("2026-02-20T12:00:00Z"), Instant.parse("2026-02-22T23:59:59.999Z")));
  }

  @Test
  void aRangeOfOneInstantIsOneWindow() {
    assertThat(windows(new TimeWindow(END, END), 7)).containsExactly(new TimeWindow(END, END));
  }

  @Test
  void aWindowThatTheServiceRefusedShrinksToItsLastDay() {
    ExportCursor start = start(new TimeWindow(END.minus(Duration.ofDays(9)), END), 7);

    assertThat(start.isWithinOneDay()).isFalse();
    assertThat(start.withinOneDay().isWithinOneDay()).isTrue();
    assertThat(start.withinOneDay().window())
        .isEqualTo(new TimeWindow(Instant.parse("2026-03-01T00:00:00Z"), END));
  }

  @Test
  void theTextContainsEverything() {
    ExportCursor cursor =
        new ExportCursor(
            new ExportRequest(
                new BotId("st-1"),
                Optional.of("ada@example.com"),
                new TimeWindow(Instant.EPOCH, END),
                true,
                ExportFormat.CSV),
            new TimeWindow(END.minusSeconds(5), END),
            Optional.of("next"),
            new ExportTotals(1, 2, 3_000_000_000L));

    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    assertThat(ExportCursor.read(cursor.text())).isEqualTo(cursor);
    ExportCursor start = start(new TimeWindow(END, END), 7);
    assertThat(ExportCursor.read(start.text())).isEqualTo(start);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{}",
        "[]",
        "{\"bot\":\"x\"}",
        "{\"bot\":\"st-1\",\"from\":5,\"to\":4,\"messages\":false,\"format\":\"CSV\"}",
        "{\"bot\":\"st-1\",\"from\":5,\"to\":6,\"messages\":false,\"format\":\"XML\"}"
      })
  void anythingElseIsRefused(String json) {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.getBytes(StandardCharsets.UTF_8));

    for (String text : List.of(json, encoded)) {
      assertThatThrownBy(() -> ExportCursor.read(text))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("--cursor");
    }
  }

  @Test
  void aCursorThatWasCutIsRefused() {
    String text = start(new TimeWindow(Instant.EPOCH, END), 7).text();

    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> ExportCursor.read(cut)).isInstanceOf(CliException.class);
    }
  }

  private static ExportCursor start(TimeWindow range, int days) {
    return ExportCursor.start(
        new ExportRequest(new BotId("st-1"), Optional.empty(), range, false, ExportFormat.NDJSON),
        days);
  }

  private static List<TimeWindow> windows(TimeWindow range, int days) {
    List<TimeWindow> windows = new ArrayList<>();
    for (Optional<ExportCursor> at = Optional.of(start(range, days));
        at.isPresent();
        at = at.get().withNextWindow(days, ExportTotals.NONE)) {
      windows.add(at.get().window());
    }
    return windows;
  }
}
