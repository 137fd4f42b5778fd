package org.conversationsessions.functions.getsessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.history.HistoryRequest;
import org.conversationsessions.api.history.HistoryResponse;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.snapshot.Rehearsal;
import org.conversationsessions.snapshot.Snapshot;
import org.conversationsessions.store.Store;

/** {@code POST …/getSessions}: of the bot in the path, or of all bots of the caller's account. */
public final class GetSessionsHandler extends HttpFunction {
  /** As Lambda makes it. */
  public GetSessionsHandler() {
    Store store = Store.from(System.getenv(), Clock.systemUTC());
    this(store);
    Snapshot.rehearsing(
        store, () -> new Rehearsal(GetSessionsHandler::new, RehearsedCalls.at(Instant.now())));
  }

  GetSessionsHandler(Store store) {
    this(store, store.registry());
  }

  private GetSessionsHandler(Store store, Registry registry) {
    this(
        AccessCheck.over(
            registry, store.rateLimits(), store.clock(), store.deployment().requireExpiry()),
        registry,
        new Looking(store.history(), store.clock(), store.deployment().maxRange()));
  }

  GetSessionsHandler(AccessCheck access, Registry registry, Looking looking) {
    super(
        Endpoint.byMethod(
            Map.of(
                "POST",
                request ->
                    request.pathParameter("botId").isPresent()
                        ? access
                            .toBot(request, RequiredPermission.HISTORY)
                            .answer(granted -> looking.answer(request, List.of(granted.target())))
                        : access
                            .toAccount(request, RequiredPermission.HISTORY)
                            .answer(
                                granted ->
                                    looking.answer(request, registry.botsOf(granted.target()))))));
  }

  /** Reads the question, asks the history, renders the answer. */
  record Looking(SessionHistory history, InstantSource clock, Duration maxRange) {
    HttpOutcome answer(HttpRequest request, List<Bot> bots) {
      Map<BotId, String> languages =
          bots.stream().collect(Collectors.toMap(Bot::id, bot -> bot.settings().defaultLanguage()));
      HistoryResponse answer = new HistoryResponse(bot -> languages.getOrDefault(bot, "en"));
      return HistoryRequest.read(request, clock.instant(), maxRange)
          .answer(
              (HistoryRequest asked) ->
                  switch (asked) {
                    case HistoryRequest.Page page ->
                        answer.of(
                            page,
                            history.page(
                                new HistoryQuery(
                                    bots, page.filter(), page.skip(), page.after(), page.limit())));
                    case HistoryRequest.ById byId -> byId(byId, bots, answer);
                  });
    }

    private HttpOutcome byId(HistoryRequest.ById asked, List<Bot> bots, HistoryResponse answer) {
      List<Session> found =
          history.byId(
              bots,
              asked.ids().stream().map(HistoryRequest.ById::id).flatMap(Optional::stream).toList());
      Set<SessionId> known = found.stream().map(Session::id).collect(Collectors.toSet());
      List<String> invalid =
          asked.ids().stream()
              .filter(text -> HistoryRequest.ById.id(text).filter(known::contains).isEmpty())
              .toList();
      return answer.of(asked, found, invalid);
    }
  }
}
