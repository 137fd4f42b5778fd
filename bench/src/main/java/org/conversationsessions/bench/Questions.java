package org.conversationsessions.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.settings.BotSettings;
import org.jspecify.annotations.Nullable;

/** The questions that are measured, about a week's traffic. */
final class Questions {
  static final String FIRST = "first page";
  static final String HALF = "page at half depth";
  static final String LAST = "last page";
  static final String CUT = ", window's ends cut";
  static final String BY_USER = "by user, ";
  static final String INTERACTIVE = "interactive, ";
  static final String NON_INTERACTIVE = "non-interactive, ";
  static final String BOTH = "selfService and interactive, ";

  private static final int PAGE = 100;
  private static final int USERS_PAGE = 10;
  private static final int IDS = 50;
  private static final TimeWindow WEEK = new TimeWindow(Traffic.FROM, Traffic.TO);

  /** Some ten seconds, minute and hour are cut at either end. */
  private static final TimeWindow CUT_WEEK =
      new TimeWindow(
          Traffic.FROM.plus(Duration.ofMinutes(347)).plusMillis(23_456),
          Traffic.TO.minus(Duration.ofMinutes(611)).minusMillis(34_567));

  private final SessionHistory history;
  private final List<Bot> main;
  private final List<Bot> account;

  /**
   * Makes questions.
   *
   * @param history tells how many sessions there are, so that half of them is known
   */
  Questions(SessionHistory history, Traffic traffic) {
    this.history = history;
    this.main = List.of(bot(traffic.main()));
    this.account = traffic.bots().stream().map(Questions::bot).toList();
  }

  /** What costs the same at every size. */
  List<Question> all() {
    List<Question> all = new ArrayList<>();
    HistoryFilter week = filter(WEEK, null, null, null);
    HistoryFilter cut = filter(CUT_WEEK, null, null, null);
    all.add(page(FIRST, main, week, 0, PAGE));
    all.add(page(FIRST + CUT, main, cut, 0, PAGE));
    all.add(page(HALF, main, week, half(main, week), PAGE));
    all.add(page(HALF + CUT, main, cut, half(main, cut), PAGE));
    all.add(page(LAST, main, week, Math.max(0, total(main, week) - PAGE), PAGE));
    all.add(page("one session and the total", main, week, 0, 1));
    for (ContainmentType containment :
        List.of(ContainmentType.SELF_SERVICE, ContainmentType.DROP_OFF, ContainmentType.AGENT)) {
      addBoth(all, containment.wire() + ", ", filter(WEEK, null, containment, null));
    }
    addBoth(all, INTERACTIVE, filter(WEEK, null, null, SessionType.INTERACTIVE));
    addBoth(all, NON_INTERACTIVE, filter(WEEK, null, null, SessionType.NON_INTERACTIVE));
    addBoth(all, BOTH, filter(WEEK, null, ContainmentType.SELF_SERVICE, SessionType.INTERACTIVE));
    HistoryFilter user = filter(WEEK, Traffic.HEAVY_USER, null, null);
    all.add(page(BY_USER + FIRST, main, user, 0, USERS_PAGE));
    all.add(page(BY_USER + HALF, main, user, half(main, user), USERS_PAGE));
    all.add(page("account, " + FIRST, account, week, 0, PAGE));
    all.add(page("account, " + HALF, account, week, half(account, week), PAGE));
    all.add(byId());
    return all;
  }

  private static Bot bot(Traffic.Bot bot) {
    return new Bot(bot.id(), "account", BotSettings.DEFAULT);
  }

  /** What reads every session of the week, for which DynamoDB Local takes its time. */
  Question byTag() {
    return page("by tag, " + FIRST, main, tagged(), 0, PAGE);
  }

  /** Has a history read what it needs to know of the bots, as a function has when it is asked. */
  void introduce(SessionHistory newcomer) {
    HistoryFilter week = filter(WEEK, null, null, null);
    newcomer.page(new HistoryQuery(account, week, 0, Optional.empty(), 1));
  }

  /** What a window with cut ends costs with every kind of filter. */
  List<Question> filteredAndCut() {
    List<Question> all = new ArrayList<>();
    List<Optional<ContainmentType>> containments =
        List.of(
            Optional.empty(),
            Optional.of(ContainmentType.SELF_SERVICE),
            Optional.of(ContainmentType.DROP_OFF),
            Optional.of(ContainmentType.AGENT));
    List<Optional<SessionType>> types =
        List.of(
            Optional.empty(),
            Optional.of(SessionType.INTERACTIVE),
            Optional.of(SessionType.NON_INTERACTIVE));
    for (Optional<ContainmentType> containment : containments) {
      for (Optional<SessionType> type : types) {
        HistoryFilter filter =
            new HistoryFilter(CUT_WEEK, Optional.empty(), containment, type, TagFilter.NONE);
        String name =
            containment.map(ContainmentType::wire).orElse("any")
                + " and "
                + type.map(SessionType::wire).orElse("any")
                + CUT
                + ", ";
        all.add(page(name + FIRST, main, filter, 0, PAGE));
        all.add(page(name + HALF, main, filter, half(main, filter), PAGE));
      }
    }
    return all;
  }

  /** A page of the whole week, so far below its first row. */
  Question atDepth(long skip) {
    return page("page at " + skip, main, filter(WEEK, null, null, null), skip, PAGE);
  }

  private void addBoth(List<Question> all, String name, HistoryFilter filter) {
    all.add(page(name + FIRST, main, filter, 0, PAGE));
    all.add(page(name + HALF, main, filter, half(main, filter), PAGE));
  }

  private static Question page(
      String row, List<Bot> bots, HistoryFilter filter, long skip, int limit) {
    HistoryQuery query = new HistoryQuery(bots, filter, skip, Optional.empty(), limit);
    return new Question(row, asked -> asked.page(query));
  }

  /** Sessions from all over the week, by their identifiers. */
  private Question byId() {
    HistoryFilter week = filter(WEEK, null, null, null);
    long total = total(main, week);
    List<SessionId> ids = new ArrayList<>();
    for (int i = 0; i < IDS && i < total; i++) {
      HistoryQuery one = new HistoryQuery(main, week, total * i / IDS, Optional.empty(), 1);
      history.page(one).sessions().stream().map(Session::id).forEach(ids::add);
    }
    return new Question(
        IDS + " by sessionId",
        asked -> {
          List<Session> found = asked.byId(main, ids);
          return new HistoryPage(found.size(), found, false);
        });
  }

  private long half(List<Bot> bots, HistoryFilter filter) {
    return total(bots, filter) / 2;
  }

  private long total(List<Bot> bots, HistoryFilter filter) {
    return history.page(new HistoryQuery(bots, filter, 0, Optional.empty(), 1)).total();
  }

  private static HistoryFilter tagged() {
    return new HistoryFilter(
        WEEK,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TagFilter(
            List.of(new TagFilter.Condition("plan", Set.of("gold"), Optional.empty())), List.of()));
  }

  private static HistoryFilter filter(
      TimeWindow window,
      @Nullable String user,
      @Nullable ContainmentType containment,
      @Nullable SessionType type) {
    return new HistoryFilter(
        window,
        Optional.ofNullable(user),
        Optional.ofNullable(containment),
        Optional.ofNullable(type),
        TagFilter.NONE);
  }
}
