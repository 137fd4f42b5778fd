package org.conversationsessions.store.message;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.application.message.MessageSealer;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.history.LiveSessionOverlay;
import org.conversationsessions.store.message.MessageMatcher.Start;
import org.conversationsessions.store.message.TranscriptPartReader.Times;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The messages of conversations in DynamoDB. First the parts of transcripts that may hold messages
 * of the query are found, in one of four ways:
 *
 * <table>
 * <caption>The ways to find parts</caption>
 * <tr><th>query</th><th>class</th><th>what is read</th></tr>
 * <tr><td>around a message</td><td>{@link AroundParts}</td>
 *     <td>the conversation, and the user's parts on the message's side</td></tr>
 * <tr><td>of sessions</td><td>{@link SessionParts}</td>
 *     <td>the sessions' items, and their users' parts in their times</td></tr>
 * <tr><td>of a user</td><td>{@link UserParts}</td>
 *     <td>the user's conversations, and the user's parts in the window</td></tr>
 * <tr><td>of bots</td><td>this one</td>
 *     <td>the index by date: the keys and numbers of the parts in the window</td></tr>
 * </table>
 *
 * <p>{@link MessagePageReader} then finds the page in them. The tags of the page's sessions are
 * read last.
 */
public final class DynamoMessageHistory implements MessageHistory {
  private final TranscriptPartReader reader;
  private final PartOpener opener;
  private final SessionLookup lookup;
  private final SessionHistory history;
  private final UserParts users;
  private final SessionParts ofSession;
  private final AroundParts around;

  /**
   * Creates the adapter.
   *
   * @param history finds sessions by their identifiers
   * @param maxInactivity the longest inactivity that a bot may have been set to
   */
  public DynamoMessageHistory(
      DynamoDbClient dynamo,
      Tables tables,
      Expiry expiry,
      Conversations conversations,
      SessionHistory history,
      MessageSealer sealer,
      Duration maxInactivity) {
    this.reader = new TranscriptPartReader(dynamo, tables, expiry.clock());
    this.opener = new PartOpener(dynamo, tables, sealer);
    this.lookup =
        new SessionLookup(
            dynamo, tables, expiry, new LiveSessionOverlay(dynamo, tables, conversations));
    this.history = history;
    this.users = new UserParts(reader, conversations);
    this.ofSession = new SessionParts(reader, conversations, maxInactivity);
    this.around = new AroundParts(history, reader, conversations, opener, maxInactivity);
  }

  @Override
  public Result page(MessageQuery query) {
    FoundParts parts = new FoundParts(query.filter());
    FoundSessions sessions = new FoundSessions(lookup);
    Optional<Start> start = Optional.empty();
    if (query.around().isPresent()) {
      start = around.read(query, query.around().get(), parts);
      if (start.isEmpty() && !parts.exceedsLimit()) {
        return new Result.UnknownMessage();
      }
    } else if (query.filter().sessions().isPresent()) {
      readSessions(query, parts, sessions);
    } else if (query.filter().userId().isPresent()) {
      Times times = times(query.filter());
      Parallel.forEach(
          query.bots(), bot -> users.read(bot, query.filter(), times, parts, sessions));
    } else {
      readBots(query, parts);
    }
    return parts.exceedsLimit() ? new Result.TooMany() : page(query, start, parts, sessions);
  }

  private Result page(
      MessageQuery query, Optional<Start> start, FoundParts parts, FoundSessions sessions) {
    Set<SessionId> found = query.filter().sessions().isPresent() ? sessions.ids() : Set.of();
    MessagePageReader page =
        new MessagePageReader(query, new MessageMatcher(query.filter(), start, sessions), opener);
    if (!page.rank(parts.all())) {
      return new Result.TooMany();
    }
    MessagePageReader.Rows rows = page.readPage();
    return new Result.Found(
        new MessagePage(
            page.total(),
            query.withTags() ? tagged(rows.messages(), sessions) : rows.messages(),
            rows.more(),
            found));
  }

  private static List<FoundMessage> tagged(List<FoundMessage> rows, FoundSessions sessions) {
    Map<SessionId, ConversationKey> wanted = new HashMap<>();
    rows.forEach(row -> wanted.put(row.message().id().session(), row.conversation()));
    sessions.lookUp(wanted);
    return rows.stream()
        .map(
            row ->
                sessions
                    .find(row.message().id().session())
                    .map(
                        session ->
                            new FoundMessage(row.conversation(), row.message(), session.tags()))
                    .orElse(row))
        .toList();
  }

  private void readSessions(MessageQuery query, FoundParts parts, FoundSessions sessions) {
    Map<BotId, Bot> bots =
        query.bots().stream().collect(Collectors.toMap(Bot::id, bot -> bot, (a, b) -> a));
    List<Session> found = history.byId(query.bots(), query.filter().sessions().orElseThrow());
    found.forEach(sessions::add);
    Parallel.forEach(
        found.stream().filter(session -> query.filter().includes(session.conversation())).toList(),
        session -> {
          Bot bot = bots.get(session.conversation().bot());
          if (bot != null) {
            ofSession.read(bot, session, parts);
          }
        });
  }

  private void readBots(MessageQuery query, FoundParts parts) {
    Times times = times(query.filter());
    List<Runnable> calls = new ArrayList<>();
    LocalDate last = SessionItem.day(times.to());
    for (Bot bot : query.bots()) {
      for (LocalDate day = SessionItem.day(times.from());
          !times.isEmpty() && !day.isAfter(last);
          day = day.plusDays(1)) {
        LocalDate one = day;
        for (int shard = 0; shard < bot.sharding().shards(day); shard++) {
          int number = shard;
          calls.add(
              () -> {
                if (!parts.exceedsLimit()) {
                  reader.visitPartsOfDay(bot.id(), one, number, times, parts::add);
                }
              });
        }
      }
    }
    Parallel.forEach(calls, Runnable::run);
  }

  private static Times times(MessageFilter filter) {
    return Times.around(filter.window().from(), filter.window().to());
  }
}
