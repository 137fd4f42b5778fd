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

/** The queries that are measured, over a week's traffic. */
final class BenchmarkQueries {
  static final String FIRST = "first page";
  static final String HALF = "page at half depth";
  static final String LAST = "last page";
  static final String CUT = ", window's ends cut";
  static final String BY_USER = "by user, ";
  static final String INTERACTIVE = "interactive, ";
  static final String NON_INTERACTIVE = "non-interactive, ";
  static final String BOTH = "selfService and interactive, ";
  static final String BY_TAG = "by tag, ";

  /** Its sessions are a sixteenth of all. */
  static final String BY_RARE_TAG = "by a rarer tag, ";

  static final String BY_BOTH_TAGS = "by both tags, ";
  static final String BY_EITHER_TAG = "by either tag, ";
  static final String BY_USER_AND_TAG = "by user and tag, ";

  private static final TagFilter.Condition GOLD =
      new TagFilter.Condition("plan", Set.of("gold"), Optional.empty());
  private static final TagFilter.Condition RARE =
      new TagFilter.Condition("campaign", Set.of("week-47"), Optional.empty());
  private static final int PAGE = 100;
  private static final int USERS_PAGE = 10;
  private static final int IDS = 50;
  private static final TimeWindow WEEK = new TimeWindow(Traffic.FROM, Traffic.TO);

  /** Begins and ends within an hour, a minute and a bucket of ten seconds. */
  private static final TimeWindow CUT_WEEK =
      new TimeWindow(
          Traffic.FROM.plus(Duration.ofMinutes(347)).plusMillis(23_456),
          Traffic.TO.minus(Duration.ofMinutes(611)).minusMillis(34_567));

  private final SessionHistory history;
  private final List<Bot> main;
  private final List<Bot> account;

  /**
   * Creates the queries.
   *
   * @param history counts the sessions, so that half of them is known
   */
  BenchmarkQueries(SessionHistory history, Traffic traffic) {
    this.history = history;
    this.main = List.of(bot(traffic.main()));
    this.account = traffic.bots().stream().map(BenchmarkQueries::bot).toList();
  }

  /** Returns the queries that cost the same at every size. */
  List<BenchmarkQuery> all() {
    List<BenchmarkQuery> all = new ArrayList<>();
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

  /** Returns the queries by tags. A third of the sessions have the tag of the first ones. */
  List<BenchmarkQuery> byTag() {
    TagFilter gold = new TagFilter(List.of(GOLD), List.of());
    List<BenchmarkQuery> all = new ArrayList<>();
    addDepths(all, BY_TAG, tagged(WEEK, gold, null, null));
    addBoth(all, BY_TAG + "ends cut, ", tagged(CUT_WEEK, gold, null, null));
    addDepths(
        all, BY_TAG + "selfService, ", tagged(WEEK, gold, ContainmentType.SELF_SERVICE, null));
    addDepths(all, BY_TAG + "agent, ", tagged(WEEK, gold, ContainmentType.AGENT, null));
    addDepths(
        all,
        BY_TAG + BOTH,
        tagged(WEEK, gold, ContainmentType.SELF_SERVICE, SessionType.INTERACTIVE));
    addDepths(all, BY_RARE_TAG, tagged(WEEK, new TagFilter(List.of(RARE), List.of()), null, null));
    addDepths(
        all, BY_BOTH_TAGS, tagged(WEEK, new TagFilter(List.of(GOLD, RARE), List.of()), null, null));
    addDepths(
        all,
        BY_EITHER_TAG,
        tagged(WEEK, new TagFilter(List.of(), List.of(GOLD, RARE)), null, null));
    addDepths(all, BY_USER_AND_TAG, heavyUser(gold), USERS_PAGE);
    return all;
  }

  /** Has a history read and cache the bots, as it is cached in a warm function. */
  void introduce(SessionHistory newcomer) {
    HistoryFilter week = filter(WEEK, null, null, null);
    newcomer.page(new HistoryQuery(account, week, 0, Optional.empty(), 1));
  }

  /** Returns queries of the window with cut ends, with every combination of filters. */
  List<BenchmarkQuery> filteredAndCut() {
    List<BenchmarkQuery> all = new ArrayList<>();
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

  /** Returns the query for a page of the whole week after {@code skip} sessions. */
  BenchmarkQuery atDepth(long skip) {
    return page("page at " + skip, main, filter(WEEK, null, null, null), skip, PAGE);
  }

  private void addBoth(List<BenchmarkQuery> all, String name, HistoryFilter filter) {
    all.add(page(name + FIRST, main, filter, 0, PAGE));
    all.add(page(name + HALF, main, filter, half(main, filter), PAGE));
  }

  private void addDepths(List<BenchmarkQuery> all, String name, HistoryFilter filter) {
    addDepths(all, name, filter, PAGE);
  }

  private void addDepths(List<BenchmarkQuery> all, String name, HistoryFilter filter, int limit) {
    long total = total(main, filter);
    all.add(page(name + FIRST, main, filter, 0, limit));
    all.add(page(name + HALF, main, filter, total / 2, limit));
    all.add(page(name + LAST, main, filter, Math.max(0, total - limit), limit));
  }

  private static BenchmarkQuery page(
      String row, List<Bot> bots, HistoryFilter filter, long skip, int limit) {
    HistoryQuery query = new HistoryQuery(bots, filter, skip, Optional.empty(), limit);
    return new BenchmarkQuery(row, asked -> asked.page(query));
  }

  /** Returns the query for sessions of the whole week by identifier. */
  private BenchmarkQuery byId() {
    HistoryFilter week = filter(WEEK, null, null, null);
    long total = total(main, week);
    List<SessionId> ids = new ArrayList<>();
    for (int i = 0; i < IDS && i < total; i++) {
      HistoryQuery one = new HistoryQuery(main, week, total * i / IDS, Optional.empty(), 1);
      history.page(one).sessions().stream().map(Session::id).forEach(ids::add);
    }
    return new BenchmarkQuery(
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

  private static HistoryFilter tagged(
      TimeWindow window,
      TagFilter tags,
      @Nullable ContainmentType containment,
      @Nullable SessionType type) {
    return new HistoryFilter(
        window,
        Optional.empty(),
        Optional.ofNullable(containment),
        Optional.ofNullable(type),
        tags);
  }

  private static HistoryFilter heavyUser(TagFilter tags) {
    return new HistoryFilter(
        WEEK, Optional.of(Traffic.HEAVY_USER), Optional.empty(), Optional.empty(), tags);
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
