package org.conversationsessions.store.session;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the sessions table. The table's partition key makes a user's history one query. Two
 * indexes do the same for a bot's day, and for a bot's day and {@link SessionKind}. A bot with more
 * than one shard has a partition for each shard in both indexes.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>partition key</th><th>layout</th><th>example</th></tr>
 * <tr><td>{@code owner} (table)</td><td>{@code <bot>#<user>}</td><td>{@code st-1#jane}</td></tr>
 * <tr><td>{@code botDay} (index {@code byDate})</td><td>{@code <bot>#<date>[#<shard>]}</td>
 *     <td>{@code st-1#2026-03-01#2}</td></tr>
 * <tr><td>{@code botKindDay} (index {@code byContainment})</td>
 *     <td>{@code <bot>#<containment>#<type>#<date>[#<shard>]}</td>
 *     <td>{@code st-1#selfService#interactive#2026-03-01}</td></tr>
 * </table>
 *
 * <p>The sort key of all three is {@code sessionId}: 24 hexadecimal digits, the first 11 of which
 * are the start time ({@link SessionId}). So the order of the keys is the order of the history, and
 * a range of start times is a range of keys. Example: {@code 69a40fa01f4…} starts at
 * 2026-03-01T10:06:24.500Z (seconds {@code 69a40fa0}, milliseconds {@code 1f4}). The first shard's
 * keys have no shard number, so a bot's sessions stay where they are when it gets more shards.
 */
public final class SessionItem {
  public static final String OWNER = "owner";
  public static final String ID = "sessionId";
  public static final String BY_DATE = "byDate";
  public static final String BOT_DAY = "botDay";
  public static final String BY_CONTAINMENT = "byContainment";
  public static final String BOT_KIND_DAY = "botKindDay";
  static final String CHANNEL = "channel";
  public static final String TYPE = "sessionType";

  /**
   * The recount marker, which a recount writes and waits for in the counters. The next write of the
   * session removes it.
   */
  public static final String RECOUNT_MARKER = "recount";

  /**
   * The version of the conversation that was written together with the session. Absent, which
   * counts as 0, if no conversation was, or if the session was stored by an earlier release.
   */
  static final String VERSION = "v";

  private static final String CONTAINMENT = "containmentType";
  public static final String STATUS = "sessionStatus";
  private static final String END = "endTime";
  private static final String LANGUAGES = "languages";
  private static final String AGENT_AT = "agentAt";
  private static final String TASK_BEFORE_AGENT = "taskBeforeAgent";
  private static final String DEVELOPER = "isDeveloper";
  private static final String USER_TAGS = "userTags";
  private static final String SESSION_TAGS = "sessionTags";
  private static final String MESSAGES = "messages";
  private static final String TASKS = "tasks";
  private static final String REASON = "closeReason";
  private static final String CLOSED_AT = "closedAt";
  private static final String DEFAULT_LANGUAGE = "defaultLanguage";
  private static final String SETTINGS_VERSION = "settingsVersion";
  private static final String NUDGED_SILENCE = "nudgedSilence";
  private static final String NUDGED_AT = "nudgedAt";
  private static final String NUDGE_SETTINGS_VERSION = "nudgeSettingsVersion";
  private static final String ORDINAL = "closingOrdinal";
  private static final String DEBUG_LOGS = "debugLogs";

  /** A projection expression of what {@link #kind} reads. */
  public static final String KIND_ATTRIBUTES = CONTAINMENT + "," + TYPE;

  private static final List<CloseReason> REASONS = List.of(CloseReason.values());

  private SessionItem() {}

  /**
   * Returns a session's item in the shard that its bot's sharding gives.
   *
   * @param version the version of the conversation, which grows with every write of the session
   */
  public static Map<String, AttributeValue> of(
      Session session, Expiry expiry, Sharding sharding, long version) {
    return new Attributes(of(session, expiry, shardOf(session, sharding)))
        .put(VERSION, version)
        .item();
  }

  /** Returns the shard of a session, the first being 0. */
  public static int shardOf(Session session, Sharding sharding) {
    return sharding.shardOf(session.conversation().userId(), day(session.startTime()));
  }

  /** Returns a session's item in a shard, without a version. */
  public static Map<String, AttributeValue> of(Session session, Expiry expiry, int shard) {
    BotId bot = session.conversation().bot();
    Attributes item =
        new Attributes()
            .put(OWNER, owner(bot, session.conversation().userId()))
            .put(ID, session.id().value())
            .put(BOT_DAY, botDay(bot, day(session.startTime()), shard))
            .put(
                BOT_KIND_DAY,
                botKindDay(bot, SessionKind.of(session), day(session.startTime()), shard))
            .put(CHANNEL, session.conversation().channel())
            .put(TYPE, session.type().wire())
            .put(CONTAINMENT, session.containment().wire())
            .put(STATUS, session.status().wire())
            .put(END, session.endTime())
            .putTexts(LANGUAGES, session.languages())
            .put(DEVELOPER, session.developer())
            .putTags(USER_TAGS, session.tags().user())
            .putTags(SESSION_TAGS, session.tags().session())
            .put(MESSAGES, session.messages())
            .put(TASKS, session.tasks());
    session
        .nudge()
        .ifPresent(
            nudge ->
                item.put(NUDGED_SILENCE, nudge.silentSince())
                    .put(NUDGED_AT, nudge.recordedAt())
                    .put(NUDGE_SETTINGS_VERSION, nudge.settingsVersion()));
    session
        .transfer()
        .ifPresent(
            transfer ->
                item.put(AGENT_AT, transfer.at()).put(TASK_BEFORE_AGENT, transfer.afterTask()));
    session
        .closing()
        .ifPresent(
            closing -> {
              item.put(REASON, closing.reason().wire());
              item.put(CLOSED_AT, closing.recordedAt());
              item.put(DEFAULT_LANGUAGE, closing.defaultLanguage());
              item.put(SETTINGS_VERSION, closing.settingsVersion());
              item.put(ORDINAL, closing.ordinal());
              item.put(DEBUG_LOGS, closing.debugLogs());
              expiry.setExpiry(item, closing.recordedAt());
            });
    return item.item();
  }

  /** Reads a stored session. */
  public static Session read(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored session", stored, SessionItem::session);
  }

  /** Reads a stored session's kind, from an item that has {@link #KIND_ATTRIBUTES} at least. */
  public static SessionKind kind(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored session", stored, item -> new SessionKind(containment(item), type(item)));
  }

  private static SessionType type(Attributes item) {
    return SessionType.ofWire(item.text(TYPE)).orElseThrow(() -> unreadable(TYPE));
  }

  private static ContainmentType containment(Attributes item) {
    return ContainmentType.ofWire(item.text(CONTAINMENT))
        .orElseThrow(() -> unreadable(CONTAINMENT));
  }

  private static Session session(Attributes item) {
    return new Session(
        new SessionId(item.text(ID)),
        conversation(item.text(OWNER), item.text(CHANNEL)),
        item.instant(END),
        item.texts(LANGUAGES),
        type(item),
        containment(item),
        Optional.ofNullable(item.findInstant(AGENT_AT))
            .map(at -> new AgentTransfer(at, item.flag(TASK_BEFORE_AGENT))),
        item.flag(DEVELOPER),
        new Tags(item.tags(USER_TAGS), item.tags(SESSION_TAGS)),
        item.count(MESSAGES),
        item.count(TASKS),
        Optional.ofNullable(item.findInstant(NUDGED_SILENCE))
            .map(
                since ->
                    new Nudge(since, item.instant(NUDGED_AT), item.number(NUDGE_SETTINGS_VERSION))),
        item.findText(REASON)
            .map(
                reason ->
                    new Closing(
                        reason(reason),
                        item.instant(CLOSED_AT),
                        item.text(DEFAULT_LANGUAGE),
                        item.number(SETTINGS_VERSION),
                        item.count(ORDINAL),
                        item.flag(DEBUG_LOGS))));
  }

  /**
   * Returns the partition key of a user's items. A bot's identifier has no {@code #}; a user's may
   * have one.
   */
  public static String owner(BotId bot, String userId) {
    return bot + "#" + userId;
  }

  /** Returns the conversation of a user on a channel, given the user's partition key. */
  public static ConversationKey conversation(String owner, String channel) {
    int end = owner.indexOf('#');
    return new ConversationKey(
        new BotId(owner.substring(0, end)), owner.substring(end + 1), channel);
  }

  /** Returns the partition key of a bot's day in {@link #BY_DATE}. */
  public static String botDay(BotId bot, LocalDate day, int shard) {
    return bot + "#" + day + shardSuffix(shard);
  }

  /** Returns the partition key of a bot's day and kind in {@link #BY_CONTAINMENT}. */
  public static String botKindDay(BotId bot, SessionKind kind, LocalDate day, int shard) {
    return "%s#%s#%s#%s%s"
        .formatted(bot, kind.containment().wire(), kind.type().wire(), day, shardSuffix(shard));
  }

  /** Returns the UTC day of a start time. */
  public static LocalDate day(Instant start) {
    return LocalDate.ofInstant(start, ZoneOffset.UTC);
  }

  /** Returns the end of a key: nothing for the first shard. */
  private static String shardSuffix(int shard) {
    return shard == 0 ? "" : "#" + shard;
  }

  /** Returns the close reason of a stored value. */
  public static CloseReason reason(String wire) {
    for (CloseReason reason : REASONS) {
      if (reason.wire().equals(wire)) {
        return reason;
      }
    }
    throw unreadable(REASON);
  }

  private static StoreException unreadable(String attribute) {
    return new UnreadableItemException("a stored session has an unknown " + attribute);
  }
}
