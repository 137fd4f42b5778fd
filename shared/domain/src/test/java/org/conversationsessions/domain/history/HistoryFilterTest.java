package org.conversationsessions.domain.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;

/** Which sessions a query selects, and which queries there are (contract, section 5). */
class HistoryFilterTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeWindow WINDOW = new TimeWindow(START, START.plusSeconds(60));

  /** A non-interactive session of the user "u" that an agent took over, with the user tag a=1. */
  private static final Session SESSION =
      Session.starting(SessionId.of(START, 1), new ConversationKey(new BotId("st-1"), "u", "rtm"))
          .transferred(new AgentTransfer(START, false))
          .with(
              new Session.Contribution(
                  START,
                  false,
                  false,
                  Optional.empty(),
                  false,
                  new Tags(List.of(new Tag("a", "1")), List.of()),
                  0,
                  0));

  @Test
  void everySessionOfTheWindowPassesAFilterWithoutConditions() {
    assertThat(HistoryFilter.of(WINDOW).matches(SESSION)).isTrue();
    assertThat(
            HistoryFilter.of(new TimeWindow(START.plusMillis(1), START.plusSeconds(60)))
                .matches(SESSION))
        .isFalse();
  }

  @Test
  void aSessionPassesIfItMeetsAllConditions() {
    assertThat(filter("u", ContainmentType.AGENT, SessionType.NON_INTERACTIVE, "1")).isTrue();
    assertThat(filter("v", ContainmentType.AGENT, SessionType.NON_INTERACTIVE, "1")).isFalse();
    assertThat(filter("u", ContainmentType.DROP_OFF, SessionType.NON_INTERACTIVE, "1")).isFalse();
    assertThat(filter("u", ContainmentType.AGENT, SessionType.INTERACTIVE, "1")).isFalse();
    assertThat(filter("u", ContainmentType.AGENT, SessionType.NON_INTERACTIVE, "2")).isFalse();
  }

  @Test
  void aPageHasOneToAThousandSessionsAndSkipsNoneOrMore() {
    assertThat(query(0, 1).limit()).isEqualTo(1);
    assertThat(query(0, HistoryQuery.MAX_LIMIT).limit()).isEqualTo(1000);
    assertThatIllegalArgumentException().isThrownBy(() -> query(-1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> query(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> query(0, 1001));
  }

  @Test
  void aPageKeepsItsTotalWhenItsSessionsAreConverted() {
    HistoryPage page = new HistoryPage(7, List.of(SESSION), true);

    assertThat(page.mapSessions(List::reversed)).isEqualTo(page);
    assertThat(page.mapSessions(sessions -> List.of()))
        .isEqualTo(new HistoryPage(7, List.of(), true));
  }

  private static boolean filter(
      String user, ContainmentType containment, SessionType type, String tagValue) {
    TagFilter.Condition tag = new TagFilter.Condition("a", Set.of(tagValue), Optional.empty());
    return new HistoryFilter(
            WINDOW,
            Optional.of(user),
            Optional.of(containment),
            Optional.of(type),
            new TagFilter(List.of(tag), List.of()))
        .matches(SESSION);
  }

  private static HistoryQuery query(long skip, int limit) {
    return new HistoryQuery(List.of(), HistoryFilter.of(WINDOW), skip, Optional.empty(), limit);
  }
}
