package org.conversationsessions.application.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.debug.DebugDetail;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link DebugLogs} does (contract, section 18). */
public abstract class DebugLogsPortTests {
  private static final Instant TEN = Instant.parse("2026-11-19T10:00:00Z");
  private static final SessionId SESSION = SessionId.of(TEN, 1);
  private static final TimeWindow EVER =
      window(TEN.minus(Duration.ofDays(9)), TEN.plusSeconds(99_999));

  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final ConversationKey key = new ConversationKey(bot, "a#b@example.com", "rtm");

  /** Returns the port under test. */
  protected abstract DebugLogs logs();

  /** Returns the conversations whose writes store lines that the port finds. */
  protected abstract Conversations conversations();

  @Test
  void linesAreFoundAsTheyWerePut() {
    DebugLine handedIn =
        new DebugLine(
            TEN.plusMillis(1),
            "Node \u00e9",
            DebugLevel.ERROR,
            "m",
            new DebugDetail.Text("{\"a\":1}"),
            Optional.empty(),
            Optional.of("e-1"));
    DebugLine own =
        new DebugLine(
            TEN,
            "Session closed",
            DebugLevel.INFO,
            "",
            Fields.NONE.with("a", "1").with("b", List.of()).with("c", List.of("x", "y")),
            Optional.empty(),
            Optional.empty());
    logs().put(entry("1", List.of(handedIn, own)));

    assertThat(find(EVER)).containsExactly(own, handedIn);
  }

  @Test
  void linesOfAWriteAreStoredWithItOrNot() {
    DebugEntry entry = entry("1", List.of(line("a", TEN)));
    Conversation first =
        ((Conversations.Commit.Done)
                conversations()
                    .commit(
                        Conversation.unknown(key),
                        List.of(),
                        List.of(),
                        List.of(entry),
                        Sharding.ONE))
            .conversation();
    assertThat(find(EVER)).hasSize(1);

    DebugEntry lost = entry("2", List.of(line("b", TEN)));
    assertThat(
            conversations()
                .commit(
                    Conversation.unknown(key), List.of(), List.of(), List.of(lost), Sharding.ONE))
        .isEqualTo(new Conversations.Commit.Conflict(first));
    assertThat(find(EVER)).extracting(DebugLine::title).containsExactly("a");
  }

  @Test
  void puttingAgainReplaces() {
    logs().put(entry("1", List.of(line("a", TEN))));
    logs().put(entry("1", List.of(line("a", TEN))));

    assertThat(find(EVER)).hasSize(1);
  }

  @Test
  void theOldestComesFirstAndTiesStayInTheOrderOfRecording() {
    logs().put(entry("1", List.of(line("b", TEN.plusSeconds(5)), line("c", TEN.plusSeconds(5)))));
    logs().put(entry("2", List.of(line("d", TEN.plusSeconds(5)), line("a", TEN))));

    assertThat(find(EVER)).extracting(DebugLine::title).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aWindowIncludesBothItsEnds() {
    List<DebugLine> lines = new ArrayList<>();
    for (int second : List.of(0, 1, 3599)) {
      lines.add(line("at " + second, TEN.plusSeconds(second)));
    }
    logs().put(entry("1", lines));
    logs().put(entry("1", List.of(line("at 3600", TEN.plusSeconds(3600)))));

    assertThat(find(window(TEN, TEN))).extracting(DebugLine::title).containsExactly("at 0");
    assertThat(find(window(TEN.plusMillis(1), TEN.plusSeconds(3600))))
        .extracting(DebugLine::title)
        .containsExactly("at 1", "at 3599", "at 3600");
    assertThat(find(window(Instant.MIN, Instant.MAX.minusSeconds(1)))).hasSize(4);
  }

  @Test
  void aSessionsLinesAreApartFromOthersOfTheConversation() {
    DebugLine ofSession = line("session", TEN).with(Optional.of(SESSION));
    logs().put(entry("1", List.of(line("none", TEN))));
    logs().put(entry("1", List.of(ofSession)));

    assertThat(find(EVER)).hasSize(2);
    assertThat(lines(logs().find(new DebugLogs.Query(key, Optional.of(SESSION), EVER))))
        .containsExactly(ofSession);
  }

  @Test
  void otherChannelsUsersAndBotsAreApart() {
    logs().put(entry("1", List.of(line("a", TEN))));
    for (ConversationKey other :
        List.of(
            new ConversationKey(bot, key.userId(), "sms"),
            new ConversationKey(bot, "a", "rtm"),
            new ConversationKey(new BotId("st-" + UUID.randomUUID()), key.userId(), "rtm"))) {
      assertThat(lines(logs().find(new DebugLogs.Query(other, Optional.empty(), EVER)))).isEmpty();
    }
  }

  @Test
  void aLineThatWasHandedInTwiceIsFoundOnce() {
    DebugLine line =
        new DebugLine(
            TEN,
            "Node",
            DebugLevel.INFO,
            "",
            new DebugDetail.Text(""),
            Optional.empty(),
            Optional.of("e-1"));
    logs().put(entry("1", List.of(line)));
    logs().put(entry("2", List.of(line)));

    assertThat(find(EVER)).containsExactly(line);
  }

  @Test
  void tooManyLinesAreNotRead() {
    int each = DebugLogs.MAX_LINES / 4;
    for (int i = 0; i < 4; i++) {
      logs().put(entry("e" + i, IntStream.range(0, each).mapToObj(n -> line("l", TEN)).toList()));
    }
    assertThat(find(EVER)).hasSize(DebugLogs.MAX_LINES);

    logs().put(entry("one more", List.of(line("l", TEN))));
    assertThat(logs().find(new DebugLogs.Query(key, Optional.empty(), EVER)))
        .isEqualTo(new DebugLogs.Result.TooMany());
  }

  /** Returns an entry of the hour and session of its first line. */
  protected DebugEntry entry(String id, List<DebugLine> lines) {
    DebugLine first = lines.getFirst();
    return new DebugEntry(
        key,
        first.session(),
        first.at().truncatedTo(ChronoUnit.HOURS),
        id,
        lines,
        Instant.parse("2106-01-01T00:00:00Z"));
  }

  /** Returns the lines of the conversation in a window. */
  protected List<DebugLine> find(TimeWindow window) {
    return lines(logs().find(new DebugLogs.Query(key, Optional.empty(), window)));
  }

  private static List<DebugLine> lines(DebugLogs.Result result) {
    return ((DebugLogs.Result.Found) result).lines();
  }

  private static TimeWindow window(Instant from, Instant to) {
    return new TimeWindow(from, to);
  }

  /** Returns a line of the service. */
  protected static DebugLine line(String title, Instant at) {
    return new DebugLine(
        at, title, DebugLevel.INFO, "", Fields.NONE, Optional.empty(), Optional.empty());
  }
}
