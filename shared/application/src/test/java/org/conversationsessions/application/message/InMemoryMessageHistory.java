package org.conversationsessions.application.message;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;

/**
 * The conversation history by its definition: filters, sorts and cuts all messages in memory.
 *
 * @param store the conversations, sessions and parts
 * @param sealer opens the parts
 * @param clock tells what has expired
 */
public record InMemoryMessageHistory(InMemoryConversations store, MessageSealer sealer, Clock clock)
    implements MessageHistory {
  @Override
  public Result page(MessageQuery query) {
    Map<SessionId, Session> sessions = new HashMap<>();
    Set<BotId> bots = query.bots().stream().map(Bot::id).collect(Collectors.toSet());
    store.sessions().stream()
        .filter(session -> bots.contains(session.conversation().bot()))
        .forEach(session -> sessions.put(session.id(), session));
    MessageFilter filter = query.filter();
    boolean waiting =
        query.around().isPresent() || filter.sessions().isPresent() || filter.userId().isPresent();
    List<Message> messages = messages(sessions, waiting);
    messages.removeIf(
        message ->
            !filter.includes(conversation(sessions, message.id().session()))
                || !filter.includes(message.id().session()));
    Optional<Around> around = query.around();
    if (around.isEmpty()) {
      return found(query, sessions, messages);
    }
    Optional<Message> start =
        messages.stream().filter(one -> one.id().equals(around.get().message())).findFirst();
    if (start.isEmpty()) {
      return new Result.UnknownMessage();
    }
    ConversationKey key = conversation(sessions, start.get().id().session());
    MessagePosition at = MessagePosition.of(start.get());
    messages.removeIf(
        message ->
            !conversation(sessions, message.id().session()).equals(key)
                || !isOn(around.get().side(), MessagePosition.of(message).compareTo(at)));
    return around.get().side() == Side.BOTH
        ? around(query, sessions, messages, at)
        : found(query, sessions, messages);
  }

  /** Returns all messages that are not expired, each once. */
  private List<Message> messages(Map<SessionId, Session> sessions, boolean waiting) {
    Stream<TranscriptPart> pending =
        sessions.values().stream()
            .map(Session::conversation)
            .distinct()
            .map(store::readConsistently)
            .flatMap(conversation -> Stream.ofNullable(conversation.pendingPart()));
    Instant now = clock.instant();
    Map<MessageId, Message> messages = new HashMap<>();
    Stream.concat(store.parts().stream(), waiting ? pending : Stream.empty())
        .filter(part -> part.expiresAt().map(now::isBefore).orElse(true))
        .filter(part -> sessions.containsKey(part.first().session()))
        .map(part -> sealer.open(conversation(sessions, part.first().session()), part))
        .flatMap(Collection::stream)
        .forEach(message -> messages.put(message.id(), message));
    return new ArrayList<>(messages.values());
  }

  private static ConversationKey conversation(Map<SessionId, Session> sessions, SessionId id) {
    return session(sessions, id).conversation();
  }

  private static Session session(Map<SessionId, Session> sessions, SessionId id) {
    return Objects.requireNonNull(sessions.get(id));
  }

  private static boolean isOn(Side side, int order) {
    return switch (side) {
      case LATER -> order >= 0;
      case EARLIER -> order <= 0;
      case BOTH -> true;
    };
  }

  private static List<Message> matching(
      MessageQuery query, Map<SessionId, Session> sessions, List<Message> messages) {
    Comparator<MessagePosition> order = MessagePosition.order(query.forward());
    return messages.stream()
        .filter(
            message ->
                query
                    .filter()
                    .matches(message, Optional.ofNullable(sessions.get(message.id().session()))))
        .sorted(Comparator.comparing(MessagePosition::of, order))
        .toList();
  }

  private static Result found(
      MessageQuery query, Map<SessionId, Session> sessions, List<Message> messages) {
    List<Message> matching = matching(query, sessions, messages);
    Comparator<MessagePosition> order = MessagePosition.order(query.forward());
    List<Message> rest =
        matching.stream()
            .filter(
                message ->
                    query
                        .after()
                        .map(after -> order.compare(MessagePosition.of(message), after) > 0)
                        .orElse(true))
            .skip(query.skip())
            .toList();
    List<Message> page = rest.subList(0, Math.min(query.limit(), rest.size()));
    return result(query, sessions, matching.size(), page, page.size() < rest.size());
  }

  /** Takes later and earlier messages in turn, beginning with the message itself. */
  private static Result around(
      MessageQuery query,
      Map<SessionId, Session> sessions,
      List<Message> messages,
      MessagePosition middle) {
    List<Message> matching = matching(query, sessions, messages);
    int begin = 0;
    while (begin < matching.size()
        && MessagePosition.of(matching.get(begin)).compareTo(middle) < 0) {
      begin++;
    }
    int end = begin;
    if (end < matching.size() && MessagePosition.of(matching.get(end)).equals(middle)) {
      end++;
    }
    boolean later = true;
    while (end - begin < query.limit() && end - begin < matching.size()) {
      if ((later && end < matching.size()) || begin == 0) {
        end++;
      } else {
        begin--;
      }
      later = !later;
    }
    List<Message> page = matching.subList(begin, end);
    return result(query, sessions, matching.size(), page, page.size() < matching.size());
  }

  private static Result result(
      MessageQuery query,
      Map<SessionId, Session> sessions,
      long total,
      List<Message> page,
      boolean more) {
    return new Result.Found(
        new MessagePage(
            total,
            page.stream()
                .map(
                    message -> {
                      Session session = session(sessions, message.id().session());
                      return new FoundMessage(
                          session.conversation(),
                          message,
                          query.withTags() ? session.tags() : Tags.NONE);
                    })
                .toList(),
            more,
            query.filter().sessions().orElse(Set.of()).stream()
                .filter(sessions::containsKey)
                .collect(Collectors.toSet())));
  }
}
