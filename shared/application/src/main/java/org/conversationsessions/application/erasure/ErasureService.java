package org.conversationsessions.application.erasure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.registry.AccountOperators;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.Erasure;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.SessionSelection;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/**
 * Takes requests to erase data and shows how far they have come (contract, section 15). A request
 * is stored before it is sent to the worker. A request whose sending failed never runs, and nobody
 * knows its identifier.
 */
public final class ErasureService {
  /** The reason of a failure: the end user is an operator of the account. */
  public static final String OPERATOR = "operator";

  private final Erasures erasures;
  private final ErasureQueue queue;
  private final SessionHistory history;
  private final AccountOperators operators;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /** Creates the use case. */
  public ErasureService(
      Erasures erasures,
      ErasureQueue queue,
      SessionHistory history,
      AccountOperators operators,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.erasures = erasures;
    this.queue = queue;
    this.history = history;
    this.operators = operators;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A request with its receipts.
   *
   * @param request what is to be erased
   * @param progress how far it has come
   * @param receipts what was done, by the number of the target or selection
   */
  public record State(
      Erasure request, ErasureProgress progress, Map<Integer, TargetReceipt> receipts) {
    /** Returns a receipt. */
    public TargetReceipt receipt(int number) {
      return receipts.getOrDefault(number, TargetReceipt.NONE);
    }
  }

  /**
   * Takes a request to erase all data of end users. It is durable when this returns. End users that
   * are operators of the account fail, and their data stays.
   *
   * @param allBots whether it was for all bots of the account
   * @param bots the bots, of that account
   */
  public UserErasure erase(
      String account, boolean allBots, List<BotId> bots, List<DataSubject> subjects) {
    UserErasure request =
        new UserErasure(
            ErasureId.ofUsers(ids.get()),
            account,
            now(),
            allBots,
            List.copyOf(new LinkedHashSet<>(bots)),
            List.copyOf(new LinkedHashSet<>(subjects)));
    begin(request, request.subjects().size(), operatorsAmong(request));
    return request;
  }

  /** Returns the numbers of the end users that are operators of the account. */
  private Set<Integer> operatorsAmong(UserErasure request) {
    List<AccountOperator> known = operators.of(request.account());
    return IntStream.range(0, request.subjects().size())
        .filter(
            number ->
                known.stream()
                    .anyMatch(
                        operator ->
                            operator.isNamed(
                                request.subjects().get(number).userId(), request.account())))
        .boxed()
        .collect(Collectors.toSet());
  }

  /**
   * Takes a request to delete sessions by their identifiers. Unknown ones are left out.
   *
   * @param requested the number of sessions that the request named
   */
  public ConversationDeletion delete(Bot bot, Set<SessionId> sessions, int requested) {
    Map<String, Set<SessionId>> byUser = new LinkedHashMap<>();
    for (Session session : history.byId(List.of(bot), List.copyOf(sessions))) {
      byUser
          .computeIfAbsent(session.conversation().userId(), user -> new LinkedHashSet<>())
          .add(session.id());
    }
    List<SessionSelection> selections =
        byUser.entrySet().stream()
            .map(user -> SessionSelection.of(user.getKey(), user.getValue()))
            .toList();
    return begin(bot, false, selections, requested);
  }

  /**
   * Takes a request to delete the sessions of an end user that started in a time range, both ends
   * inclusive.
   */
  public ConversationDeletion delete(Bot bot, String userId, Instant from, Instant to) {
    return begin(bot, true, List.of(new SessionSelection(userId, Set.of(), from, to)), 0);
  }

  /** Returns a request with its receipts; empty if there is none. */
  public Optional<State> find(ErasureId id) {
    return erasures
        .find(id)
        .map(stored -> new State(stored.request(), stored.progress(), erasures.receipts(id)));
  }

  private ConversationDeletion begin(
      Bot bot, boolean byUser, List<SessionSelection> selections, int requested) {
    ConversationDeletion request =
        new ConversationDeletion(
            ErasureId.ofConversations(ids.get()),
            bot.account(),
            now(),
            bot.id(),
            byUser,
            selections,
            requested);
    begin(request, selections.size(), Set.of());
    return request;
  }

  /**
   * Stores a request and sends it to the worker.
   *
   * @param subjects the number of its end users or selections
   * @param refused those of which no data may be erased
   */
  private void begin(Erasure request, int subjects, Set<Integer> refused) {
    Set<Integer> allowed =
        IntStream.range(0, subjects)
            .filter(number -> !refused.contains(number))
            .boxed()
            .collect(Collectors.toSet());
    ErasureProgress progress = ErasureProgress.first(allowed, request.createdAt());
    for (int number : refused) {
      progress = progress.failing(number, OPERATOR);
    }
    erasures.create(request, progress);
    queue.send(request.id(), Duration.ZERO);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
