package org.conversationsessions.store.conversation;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.application.closing.ClosingJob;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the due table: a bot's last job that closes sessions. A bot's identifier begins with
 * {@code st-}, so no shard of due entries has these keys.
 *
 * <table>
 * <caption>Items</caption>
 * <tr><th>{@code shard}</th><th>{@code entry}</th><th>holds</th></tr>
 * <tr><td>{@code closing-job#<bot>}</td><td>{@code job}</td><td>the job</td></tr>
 * <tr><td>{@code closing-job#<bot>}</td><td>{@code sessions}</td>
 *     <td>the sessions of an incomplete job, 12 bytes each</td></tr>
 * <tr><td>{@code closing-jobs}</td><td>{@code <bot>}</td>
 *     <td>that the bot's job is incomplete. The sweep reads this one partition</td></tr>
 * </table>
 */
final class ClosingJobItem {
  static final String INCOMPLETE = "closing-jobs";

  static final String JOB = "job";
  static final String CLOSED = "closed";
  static final String COMPLETED_AT = "completedAt";

  private static final String BOT = "bot";
  private static final String TOTAL = "total";
  private static final String REQUESTED_AT = "requestedAt";
  private static final String SESSIONS = "sessions";
  private static final int ID_BYTES = 12;

  private ClosingJobItem() {}

  static Map<String, AttributeValue> key(BotId bot) {
    return key("closing-job#" + bot, JOB);
  }

  static Map<String, AttributeValue> keyOfSessions(BotId bot) {
    return key("closing-job#" + bot, SESSIONS);
  }

  static Map<String, AttributeValue> keyOfIncomplete(BotId bot) {
    return key(INCOMPLETE, bot.value());
  }

  private static Map<String, AttributeValue> key(String shard, String entry) {
    return Map.of(DueItem.SHARD, Attributes.s(shard), DueItem.ENTRY, Attributes.s(entry));
  }

  /** Returns the item of a job that is not complete. */
  static Map<String, AttributeValue> of(ClosingJob job) {
    return with(key(job.bot()), job)
        .put(BOT, job.bot().value())
        .put(TOTAL, job.total())
        .put(CLOSED, job.closed())
        .put(REQUESTED_AT, job.requestedAt())
        .item();
  }

  /** Returns the item of a job's sessions. */
  static Map<String, AttributeValue> ofSessions(ClosingJob job, Set<SessionId> sessions) {
    ByteBuffer ids = ByteBuffer.allocate(sessions.size() * ID_BYTES);
    sessions.forEach(session -> ids.put(HexFormat.of().parseHex(session.value())));
    return with(keyOfSessions(job.bot()), job).put(SESSIONS, ids.array()).item();
  }

  /** Returns the item that says that a job is incomplete. */
  static Map<String, AttributeValue> ofIncomplete(ClosingJob job) {
    return with(keyOfIncomplete(job.bot()), job).item();
  }

  private static Attributes with(Map<String, AttributeValue> key, ClosingJob job) {
    Attributes item = new Attributes();
    item.item().putAll(key);
    return item.put(JOB, job.id());
  }

  /** Reads a stored job. */
  static ClosingJob read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored closing job",
        stored,
        item ->
            new ClosingJob(
                item.text(JOB),
                new BotId(item.text(BOT)),
                item.count(TOTAL),
                item.count(CLOSED),
                item.instant(REQUESTED_AT),
                Optional.ofNullable(item.findInstant(COMPLETED_AT))));
  }

  /** Reads the sessions of a job; none if they are those of another. */
  static Set<SessionId> readSessions(ClosingJob job, Map<String, AttributeValue> stored) {
    return Attributes.read(
        "the stored sessions of a closing job",
        stored,
        item -> {
          Set<SessionId> sessions = new TreeSet<>();
          if (item.findText(JOB).equals(Optional.of(job.id()))) {
            ByteBuffer ids = ByteBuffer.wrap(item.bytes(SESSIONS));
            byte[] id = new byte[ID_BYTES];
            while (ids.hasRemaining()) {
              ids.get(id);
              sessions.add(new SessionId(HexFormat.of().formatHex(id)));
            }
          }
          return sessions;
        });
  }
}
