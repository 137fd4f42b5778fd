package org.conversationsessions.store.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.closing.ClosingJob;
import org.conversationsessions.application.closing.ClosingJobs;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.CallFailure;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Jobs that close sessions, in the due table ({@link ClosingJobItem}). */
public final class DynamoClosingJobs implements ClosingJobs {
  private static final String INCOMPLETE_JOB =
      ClosingJobItem.JOB + " = :job AND attribute_not_exists(" + ClosingJobItem.COMPLETED_AT + ")";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  /** Creates the adapter. */
  public DynamoClosingJobs(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public boolean start(ClosingJob job, Set<SessionId> sessions) {
    Put incomplete =
        Put.builder()
            .tableName(tables.due())
            .item(ClosingJobItem.ofIncomplete(job))
            .conditionExpression("attribute_not_exists(#entry) OR #job = :job")
            .expressionAttributeNames(Map.of("#entry", DueItem.ENTRY, "#job", ClosingJobItem.JOB))
            .expressionAttributeValues(Map.of(":job", Attributes.s(job.id())))
            .build();
    return write(
        "starting a closing job",
        TransactWriteItem.builder().put(incomplete).build(),
        put(ClosingJobItem.of(job)),
        put(ClosingJobItem.ofSessions(job, sessions)));
  }

  @Override
  public Optional<ClosingJob> last(BotId bot) {
    Map<String, AttributeValue> item = get(ClosingJobItem.key(bot));
    return item.isEmpty() ? Optional.empty() : Optional.of(ClosingJobItem.read(item));
  }

  @Override
  public List<ClosingJob> incomplete(Consumer<UnreadableItemException> unreadable) {
    List<ClosingJob> found = new ArrayList<>();
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.due())
            .keyConditionExpression("#shard = :incomplete")
            .expressionAttributeNames(Map.of("#shard", DueItem.SHARD))
            .expressionAttributeValues(
                Map.of(":incomplete", Attributes.s(ClosingJobItem.INCOMPLETE)))
            .build(),
        item -> {
          try {
            last(new BotId(new Attributes(item).text(DueItem.ENTRY)))
                .filter(job -> job.completedAt().isEmpty())
                .ifPresent(found::add);
          } catch (UnreadableItemException e) {
            unreadable.accept(e);
          }
          return true;
        });
    return found;
  }

  @Override
  public Set<SessionId> sessions(ClosingJob job) {
    return ClosingJobItem.readSessions(job, get(ClosingJobItem.keyOfSessions(job.bot())));
  }

  @Override
  public void addClosed(ClosingJob job, int closed) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(tables.due())
                  .key(ClosingJobItem.key(job.bot()))
                  .updateExpression("ADD " + ClosingJobItem.CLOSED + " :closed")
                  .conditionExpression(INCOMPLETE_JOB)
                  .expressionAttributeValues(
                      Map.of(":closed", Attributes.n(closed), ":job", Attributes.s(job.id()))));
    } catch (ConditionalCheckFailedException e) {
      // Another run has completed it.
    }
  }

  @Override
  public void complete(ClosingJob job, Instant now) {
    Update update =
        Update.builder()
            .tableName(tables.due())
            .key(ClosingJobItem.key(job.bot()))
            .updateExpression("SET " + ClosingJobItem.COMPLETED_AT + " = :now")
            .conditionExpression(INCOMPLETE_JOB)
            .expressionAttributeValues(
                Map.of(":now", Attributes.n(now.toEpochMilli()), ":job", Attributes.s(job.id())))
            .build();
    // False: another run has completed it, or is reporting. The next run looks again.
    write(
        "completing a closing job",
        TransactWriteItem.builder().update(update).build(),
        delete(ClosingJobItem.keyOfSessions(job.bot())),
        delete(ClosingJobItem.keyOfIncomplete(job.bot())));
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(Put.builder().tableName(tables.due()).item(item).build())
        .build();
  }

  private TransactWriteItem delete(Map<String, AttributeValue> key) {
    return TransactWriteItem.builder()
        .delete(Delete.builder().tableName(tables.due()).key(key).build())
        .build();
  }

  /** Returns whether a transaction was written; false if its condition or another refused it. */
  private boolean write(String what, TransactWriteItem... items) {
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(items));
      return true;
    } catch (TransactionCanceledException e) {
      if (CallFailure.isConflict(e)) {
        return false;
      }
      throw CallFailure.of(what, e);
    }
  }

  private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return dynamo.getItem(get -> get.tableName(tables.due()).key(key).consistentRead(true)).item();
  }
}
