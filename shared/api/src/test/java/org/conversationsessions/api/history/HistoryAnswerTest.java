package org.conversationsessions.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.junit.jupiter.api.Test;

class HistoryAnswerTest {
  private static final Instant START = Instant.parse("2024-03-05T10:00:00Z");
  private static final ConversationKey CONVERSATION =
      new ConversationKey(new BotId("st-1"), "ann", "rtm");
  private static final HistoryRequest.Page ALL =
      new HistoryRequest.Page(
          new HistoryFilter(
              new TimeWindow(START, START),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              TagFilter.NONE),
          0,
          Optional.empty(),
          1000);

  private final HistoryAnswer answer = new HistoryAnswer(bot -> "en");

  @Test
  void aPageThatFitsIsShownWhole() {
    String body = text(answer.of(ALL, new HistoryPage(3, sessions(3, 10), false)));
    assertThat(body).startsWith("{\"total\":3,\"moreAvailable\":false,").endsWith("\"next\":null}");
    assertThat(body.split("\"sessionId\"")).hasSize(4);
  }

  @Test
  void aPageThatIsTooLongEndsEarlierAndTellsWhereItGoesOn() {
    HttpResponse response = answer.of(ALL, new HistoryPage(60, sessions(60, 100_000), false));
    assertThat(response.body().size()).isBetween(4_700_000, 5_000_000);
    String body = text(response);
    assertThat(body)
        .startsWith("{\"total\":60,\"moreAvailable\":true,")
        .doesNotContain("\"next\":null");
  }

  @Test
  void certainSessionsThatAreTooLongAreShownInPartAndCountedInWhole() {
    HttpResponse response = answer.of(sessions(50, 150_000), List.of("x"));
    assertThat(response.body().size()).isBetween(4_600_000, 5_000_000);
    String body = text(response);
    assertThat(body)
        .startsWith("{\"total\":50,\"moreAvailable\":true,")
        .endsWith("\"invalidSessions\":[\"x\"]}");
  }

  @Test
  void certainSessionsThatFitAreAllThere() {
    assertThat(text(answer.of(List.of(), List.of("a", "b"))))
        .isEqualTo(
            "{\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"invalidSessions\":[\"a\",\"b\"]}");
  }

  private static List<Session> sessions(int count, int length) {
    Tags tags = new Tags(List.of(new Tag("n", "v".repeat(length))), List.of());
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Session(
                    SessionId.of(START, count - i),
                    CONVERSATION,
                    START,
                    List.of(),
                    SessionType.INTERACTIVE,
                    ContainmentType.SELF_SERVICE,
                    false,
                    tags,
                    1,
                    0,
                    Optional.empty()))
        .toList();
  }

  private static String text(HttpResponse response) {
    return response.body().utf8Text().orElseThrow();
  }
}
