package org.conversationsessions.store.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Queries the parts of transcripts that are not expired, by the times of their first messages.
 * Parts that cannot be read are left out and logged.
 *
 * @param dynamo the client
 * @param tables the tables' names
 * @param expiry tells what has expired
 */
record TranscriptPartReader(DynamoDbClient dynamo, Tables tables, Expiry expiry) {
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
        query(TranscriptPartItem.OWNER, SessionItem.owner(bot, userId), times)
            .consistentRead(consistent)
            .build(),
        times,
        visitor);
  }

  /**
   * Passes a bot's parts of a day and shard, without their messages, to a visitor: 0.5 read units
   * for some 40 parts. Eventually consistent.
   *
   * @param visitor takes each part and returns whether to read on
   */
  void visitPartsOfDay(
      BotId bot, LocalDate day, int shard, Times times, Predicate<StoredPart> visitor) {
    visit(
        query(TranscriptPartItem.BOT_DAY, SessionItem.botDay(bot, day, shard), times)
            .indexName(TranscriptPartItem.BY_DATE)
            .build(),
        times,
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
                        .key(TranscriptPartItem.key(conversation, time, first)))
            .item();
    if (!item.isEmpty() && !expiry.isExpired(item)) {
      UnreadableRows.skipUnreadable(() -> visitor.accept(StoredPart.read(item)));
    }
  }

  /** Returns the pending part of a conversation, unless it is expired; empty if there is none. */
  Optional<TranscriptPart> pendingPart(Conversation conversation) {
    Instant now = expiry.clock().instant();
    return Optional.ofNullable(conversation.pendingPart())
        .filter(part -> part.expiresAt().map(now::isBefore).orElse(true));
  }

  private void visit(QueryRequest query, Times times, Predicate<StoredPart> visitor) {
    if (times.isEmpty()) {
      return;
    }
    Queries.forEach(
        dynamo,
        query,
        item -> {
          boolean[] goOn = {true};
          UnreadableRows.skipUnreadable(() -> goOn[0] = visitor.test(StoredPart.read(item)));
          return goOn[0];
        });
  }

  private QueryRequest.Builder query(String attribute, String partition, Times times) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":key", Attributes.s(partition));
    values.put(":from", TranscriptPartItem.lowestAt(times.from()));
    // Below every key of this millisecond, so it is not included.
    values.put(":to", TranscriptPartItem.lowestAt(times.to().plusMillis(1)));
    values.put(":now", expiry.now());
    return QueryRequest.builder()
        .tableName(tables.messages())
        .keyConditionExpression("#key = :key AND #part BETWEEN :from AND :to")
        .filterExpression(Expiry.FILTER)
        .expressionAttributeNames(Map.of("#key", attribute, "#part", TranscriptPartItem.PART))
        .expressionAttributeValues(values);
  }
}
