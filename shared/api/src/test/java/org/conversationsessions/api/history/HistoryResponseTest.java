package org.conversationsessions.api.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

/** How long a page of history may become, and how its answer is continued (contract, section 5). */
class HistoryResponseTest {
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

  private final HistoryResponse answer = new HistoryResponse(bot -> "en");

  @Test
  void aPageThatFitsIsReturnedWhole() {
    String body = text(answer.of(ALL, new HistoryPage(3, sessions(3, 10), false)));
    assertThat(body).startsWith("{\"total\":3,\"moreAvailable\":false,").endsWith("\"next\":null}");
    assertThat(body.split("\"sessionId\"")).hasSize(4);
  }

  @Test
  void aPageThatIsTooLongEndsEarlyWithACursor() {
    HttpResponse response = answer.of(ALL, new HistoryPage(60, sessions(60, 100_000), false));
    assertThat(response.body().size()).isBetween(4_700_000, 5_000_000);
    String body = text(response);
    assertThat(body)
        .startsWith("{\"total\":60,\"moreAvailable\":true,")
        .doesNotContain("\"next\":null");
  }

  @Test
  void sessionsByIdentifierThatAreTooLongAreReturnedInPartAndCountedWhole() {
    HttpResponse response =
        answer.of(byId(0, Optional.empty(), 100), sessions(50, 150_000), List.of("x"));
    assertThat(response.body().size()).isBetween(4_600_000, 5_000_000);
    String body = text(response);
    assertThat(body)
        .startsWith("{\"total\":50,\"moreAvailable\":true,")
        .doesNotContain("\"next\":null")
        .endsWith("\"invalidSessions\":[\"x\"]}");
  }

  @Test
  void sessionsByIdentifierThatFitAreAllReturned() {
    assertThat(text(answer.of(byId(0, Optional.empty(), 1), List.of(), List.of("a", "b"))))
        .isEqualTo(
            "{\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"next\":null,"
                + "\"invalidSessions\":[\"a\",\"b\"]}");
  }

  @Test
  void sessionsByIdentifierArePagedBySkipAndByCursor() {
    List<Session> found = sessions(5, 1);
    SessionId second = found.get(1).id();

    assertThat(shown(answer.of(byId(1, Optional.empty(), 2), found, List.of())))
        .containsExactly(found.get(1).id().value(), found.get(2).id().value());
    assertThat(shown(answer.of(byId(0, Optional.of(second), 2), found, List.of())))
        .containsExactly(found.get(2).id().value(), found.get(3).id().value());
    assertThat(shown(answer.of(byId(9, Optional.empty(), 2), found, List.of()))).isEmpty();
    String last = text(answer.of(byId(3, Optional.empty(), 2), found, List.of()));
    assertThat(last).startsWith("{\"total\":5,\"moreAvailable\":false,").contains("\"next\":null");
  }

  @Test
  void aCursorContinuesAfterItsSessionHasExpired() {
    List<Session> found = new ArrayList<>(sessions(4, 1));
    SessionId gone = found.remove(1).id();

    assertThat(shown(answer.of(byId(0, Optional.of(gone), 9), found, List.of())))
        .containsExactly(found.get(1).id().value(), found.get(2).id().value());
  }

  private static HistoryRequest.ById byId(long skip, Optional<SessionId> after, int limit) {
    return new HistoryRequest.ById(Set.of(), skip, after, limit);
  }

  private static List<String> shown(HttpResponse response) {
    return Pattern.compile("\"sessionId\":\"([^\"]+)")
        .matcher(text(response))
        .results()
        .map(found -> found.group(1))
        .toList();
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
                    Optional.empty(),
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
