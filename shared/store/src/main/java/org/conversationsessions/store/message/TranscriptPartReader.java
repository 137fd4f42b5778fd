package org.conversationsessions.store.message;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Queries the parts of transcripts that are not expired, by the times of their first messages.
 * Parts that cannot be read are left out and logged.
 *
 * @param tables the tables' names
 * @param clock tells what has expired
 */
record TranscriptPartReader(DynamoDbClient dynamo, Tables tables, Clock clock) {
  /**
   * Times of first messages, both ends included.
   *
   * @param from the earliest
   * @param to the latest
   */
  record Times(Instant from, Instant to) {
    /** Moves the ends into the times at which a message can be sent. */
    Times {
      Instant first = MessageFilter.ANY_TIME.from();
      Instant last = MessageFilter.ANY_TIME.to();
      from = from.isBefore(first) ? first : from;
      to = to.isAfter(last) ? last : to;
    }

    /** Returns the times of first messages of all parts that reach into a range of times. */
    static Times around(Instant from, Instant to) {
      return new Times(
          from.isAfter(Instant.EPOCH) ? from.minus(TranscriptPart.MAX_SPAN) : from,
          to.isBefore(MessageFilter.ANY_TIME.to()) ? to.plus(TranscriptPart.MAX_SPAN) : to);
    }

    boolean isEmpty() {
      return from.isAfter(to);
    }

    boolean contains(Instant first, Instant last) {
      return !first.isBefore(from) && !last.isAfter(to);
    }

    boolean touches(Instant first, Instant last) {
      return !last.isBefore(from) && !first.isAfter(to);
    }
  }

  /**
   * Passes a user's parts with their messages to a visitor: one read unit for each 4 KB if strongly
   * consistent, else half of it.
   *
   * @param visitor takes each part and returns whether to read on
   */
  void visitPartsOfUser(
      BotId bot, String userId, Times times, boolean consistent, Predicate<StoredPart> visitor) {
    visit(
        query(TranscriptPartItem.OWNER, TranscriptPartItem.owner(bot, userId), times)
            .consistentRead(consistent)
            .build(),
        times,
        StoredPart::read,
        visitor);
  }

  /**
   * Passes a bot's parts of a day and shard, without their messages, to a visitor: 0.5 read units
   * for some 50 parts. Eventually consistent.
   *
   * @param visitor takes each part and returns whether to read on
   */
  void visitPartsOfDay(
      BotId bot, LocalDate day, int shard, Times times, Predicate<StoredPart> visitor) {
    visit(
        query(TranscriptPartItem.BOT_DAY, TranscriptPartItem.botDay(bot, day, shard), times)
            .indexName(TranscriptPartItem.BY_DATE)
            .build(),
        times,
        StoredPart::readEntry,
        visitor);
  }

  /**
   * Passes the part that begins with a message to a visitor. Eventually consistent, 0.5 read units
   * for each 4 KB.
   *
   * @param visitor takes the part, if there is one
   */
  void visitPartBeginningWith(
      ConversationKey conversation, Instant time, MessageId first, Consumer<StoredPart> visitor) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.messages())
                        .key(
                            TranscriptPartItem.key(
                                TranscriptPartItem.owner(conversation.bot(), conversation.userId()),
                                time,
                                first)))
            .item();
    if (!item.isEmpty()) {
      UnreadableRows.skipUnreadable(
          () -> Optional.of(StoredPart.read(item)).filter(this::isKept).ifPresent(visitor));
    }
  }

  /** Returns the pending part of a conversation, unless it is expired; empty if there is none. */
  Optional<TranscriptPart> pendingPart(Conversation conversation) {
    return Optional.ofNullable(conversation.pendingPart()).filter(this::isKept);
  }

  private boolean isKept(StoredPart stored) {
    return isKept(stored.part());
  }

  private boolean isKept(TranscriptPart part) {
    return part.expiresAt().map(clock.instant()::isBefore).orElse(true);
  }

  private void visit(
      QueryRequest query,
      Times times,
      Function<Map<String, AttributeValue>, StoredPart> read,
      Predicate<StoredPart> visitor) {
    if (times.isEmpty()) {
      return;
    }
    Queries.forEach(
        dynamo,
        query,
        item -> {
          boolean[] goOn = {true};
          UnreadableRows.skipUnreadable(
              () -> {
                StoredPart part = read.apply(item);
                goOn[0] = !isKept(part) || visitor.test(part);
              });
          return goOn[0];
        });
  }

  private QueryRequest.Builder query(String attribute, AttributeValue partition, Times times) {
    return QueryRequest.builder()
        .tableName(tables.messages())
        .keyConditionExpression("#key = :key AND #part BETWEEN :from AND :to")
        .expressionAttributeNames(Map.of("#key", attribute, "#part", TranscriptPartItem.PART))
        .expressionAttributeValues(
            Map.of(
                ":key", partition,
                ":from", TranscriptPartItem.lowestAt(times.from()),
                // Below every key of this millisecond, so it is not included.
                ":to", TranscriptPartItem.lowestAt(times.to().plusMillis(1))));
  }
}
