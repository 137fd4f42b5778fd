package org.conversationsessions.store.conversation;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EndedSession;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.message.PendingPart;
import org.conversationsessions.store.session.SessionItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the conversations table: a conversation's live state. Every event rewrites it, and it
 * should stay below 1 KB, which costs one write unit. So attributes have short names, and
 * identifiers are stored as bytes.
 *
 * <p>The partition key {@code owner} is {@code <bot>#<user>}, such as {@code st-1#jane}; the sort
 * key is the {@code channel}.
 *
 * <table>
 * <caption>Attributes. Times are in milliseconds. What is zero, false or unknown is absent.</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>{@code v}</td><td>version, for optimistic locking</td></tr>
 * <tr><td>{@code expiresAt}</td><td>expiry in seconds, while no session is live</td></tr>
 * <tr><td>{@code re}</td><td>recent events, for idempotency, packed</td></tr>
 * <tr><td colspan="2">The live session; without {@code id} there is none</td></tr>
 * <tr><td>{@code id}</td><td>identifier, 12 bytes, with the start</td></tr>
 * <tr><td>{@code la}, {@code li}</td><td>last activity; the end user's last interaction</td></tr>
 * <tr><td>{@code in}</td><td>the end user's last intent</td></tr>
 * <tr><td>{@code en}</td><td>{@code end_time}</td></tr>
 * <tr><td>{@code lg}, {@code ia}, {@code dv}</td><td>languages; whether it is interactive; whether
 *     a developer took part</td></tr>
 * <tr><td>{@code ag}, {@code aa}</td><td>whether its containment is {@code agent}; the time of the
 *     transfer</td></tr>
 * <tr><td>{@code ut}, {@code st}</td><td>user tags; session tags</td></tr>
 * <tr><td>{@code ms}, {@code tk}</td><td>numbers of messages and of tasks</td></tr>
 * <tr><td>{@code ns}, {@code na}, {@code nv}</td><td>last nudge: start of its silence, time,
 *     version of the settings</td></tr>
 * <tr><td>{@code ua}, {@code ni}</td><td>containment facts: unanswered; not understood</td></tr>
 * <tr><td>{@code tb}, {@code tc}, {@code tt}</td><td>whether a task was started; whether one was
 *     completed, and when first</td></tr>
 * <tr><td>{@code te}, {@code tf}</td><td>when the last task ended; whether it failed</td></tr>
 * <tr><td>{@code pm}</td><td>messages that wait, sealed</td></tr>
 * <tr><td colspan="2">The session that ended last; without {@code ei} there is none</td></tr>
 * <tr><td>{@code ei}, {@code ee}</td><td>identifier; {@code end_time}</td></tr>
 * <tr><td>{@code el}, {@code ea}</td><td>last activity; inactivity start</td></tr>
 * <tr><td>{@code er}</td><td>what closed it</td></tr>
 * <tr><td colspan="2">The clear markers</td></tr>
 * <tr><td>{@code me}, {@code mc}</td><td>epoch; number of closings</td></tr>
 * <tr><td>{@code mv}, {@code mp}, {@code ma}</td><td>the closing before which variables, profiles,
 *     everything is cleared</td></tr>
 * <tr><td>{@code md}, {@code mx}</td><td>number of discards; the last one of all</td></tr>
 * </table>
 */
public final class ConversationItem {
  static final String OWNER = "owner";
  static final String CHANNEL = "channel";
  static final String VERSION = "v";

  private static final String RECENT = "re";
  private static final String ID = "id";
  private static final String LAST_ACTIVITY = "la";
  private static final String LAST_INTERACTION = "li";
  private static final String LAST_INTENT = "in";
  private static final String END = "en";
  private static final String LANGUAGES = "lg";
  private static final String INTERACTIVE = "ia";
  private static final String AGENT = "ag";
  private static final String AGENT_AT = "aa";
  private static final String DEVELOPER = "dv";
  private static final String USER_TAGS = "ut";
  private static final String SESSION_TAGS = "st";
  private static final String MESSAGES = "ms";
  private static final String TASKS = "tk";
  private static final String NUDGED_SILENCE = "ns";
  private static final String NUDGED_AT = "na";
  private static final String NUDGE_SETTINGS_VERSION = "nv";
  private static final String UNANSWERED = "ua";
  private static final String TASK_STARTED = "tb";

  /**
   * Present with {@link #FIRST_TASK_COMPLETION}. Items of an earlier version have no time, and an
   * earlier version reads no other attribute.
   */
  private static final String TASK_COMPLETED = "tc";

  private static final String FIRST_TASK_COMPLETION = "tt";
  private static final String LAST_TASK_END = "te";
  private static final String LAST_TASK_FAILED = "tf";

  /** Present if true. Its value is 1, or a time in items of an older layout. */
  private static final String NOT_UNDERSTOOD = "ni";

  private static final String ENDED_ID = "ei";
  private static final String ENDED_END = "ee";
  private static final String ENDED_ACTIVITY = "el";
  private static final String ENDED_INACTIVITY_START = "ea";
  private static final String ENDED_REASON = "er";
  private static final String EPOCH = "me";
  private static final String CLOSINGS = "mc";
  private static final String VARIABLES_CLEARED_BEFORE = "mv";
  private static final String PROFILES_CLEARED_BEFORE = "mp";
  private static final String ALL_CLEARED_BEFORE = "ma";
  private static final String DISCARDS = "md";
  private static final String LAST_DISCARD_OF_ALL = "mx";

  /** Messages that wait to be put into the messages table. */
  static final String PENDING = "pm";

  private static final int NO_SESSION = 0xff;

  private ConversationItem() {}

  /** Returns a conversation's key. */
  public static Map<String, AttributeValue> key(ConversationKey key) {
    return Map.of(
        OWNER, Attributes.s(SessionItem.owner(key.bot(), key.userId())),
        CHANNEL, Attributes.s(key.channel()));
  }

  /**
   * Returns a conversation's item.
   *
   * @param version the version to store
   */
  public static Map<String, AttributeValue> of(Conversation conversation, long version) {
    Attributes item = new Attributes();
    item.item().putAll(key(conversation.key()));
    item.put(VERSION, version).put(RECENT, bytes(conversation.recent()));
    ClearMarkers markers = conversation.clearMarkers();
    item.put(EPOCH, markers.epoch())
        .put(CLOSINGS, markers.closings())
        .put(VARIABLES_CLEARED_BEFORE, markers.variablesClearedBefore())
        .put(PROFILES_CLEARED_BEFORE, markers.profilesClearedBefore())
        .put(ALL_CLEARED_BEFORE, markers.allClearedBefore())
        .put(DISCARDS, markers.discards())
        .put(LAST_DISCARD_OF_ALL, markers.lastDiscardOfAll());
    EndedSession ended = conversation.ended();
    if (ended != null) {
      item.put(ENDED_ID, bytes(ended.id()))
          .put(ENDED_END, ended.endTime())
          .put(ENDED_ACTIVITY, ended.lastActivity())
          .put(ENDED_INACTIVITY_START, ended.inactivityStart())
          .put(ENDED_REASON, ended.reason().wire());
    }
    LiveSession live = conversation.live();
    if (live != null) {
      put(item, live);
    }
    TranscriptPart pending = conversation.pendingPart();
    if (pending != null) {
      item.put(PENDING, PendingPart.of(pending));
    }
    return item.item();
  }

  /** Reads a stored conversation. */
  public static Conversation read(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored conversation", stored, ConversationItem::conversation);
  }

  private static Conversation conversation(Attributes item) {
    ConversationKey key = SessionItem.conversation(item.text(OWNER), item.text(CHANNEL));
    LiveSession live = item.has(ID) ? live(item, key) : null;
    return new Conversation(
        key,
        item.number(VERSION),
        live,
        ended(item),
        recent(item.bytes(RECENT)),
        clearMarkers(item),
        live != null && item.has(PENDING) ? pending(item, live.session().id()) : null);
  }

  /**
   * Reads the waiting messages; null if that is impossible. The next write then drops them, because
   * otherwise no event of this conversation could be recorded and no sweep could close it.
   */
  private static @Nullable TranscriptPart pending(Attributes item, SessionId session) {
    List<TranscriptPart> read = new ArrayList<>();
    UnreadableRows.skipUnreadable(() -> read.add(PendingPart.read(item.bytes(PENDING), session)));
    return read.isEmpty() ? null : read.getFirst();
  }

  private static ClearMarkers clearMarkers(Attributes item) {
    return new ClearMarkers(
        item.number(EPOCH),
        item.count(CLOSINGS),
        item.count(VARIABLES_CLEARED_BEFORE),
        item.count(PROFILES_CLEARED_BEFORE),
        item.count(ALL_CLEARED_BEFORE),
        item.count(DISCARDS),
        item.count(LAST_DISCARD_OF_ALL));
  }

  private static void put(Attributes item, LiveSession live) {
    Session session = live.session();
    ContainmentFacts facts = live.containmentFacts();
    item.put(ID, bytes(session.id()))
        .put(LAST_ACTIVITY, live.lastActivity())
        .put(LAST_INTERACTION, live.lastInteraction())
        .put(LAST_INTENT, live.lastIntent())
        .put(END, session.endTime())
        .putTexts(LANGUAGES, session.languages())
        .put(INTERACTIVE, session.type() == SessionType.INTERACTIVE)
        .put(AGENT, session.containment() == ContainmentType.AGENT)
        .put(AGENT_AT, session.transfer().map(AgentTransfer::at).orElse(null))
        .put(DEVELOPER, session.developer())
        .putTags(USER_TAGS, session.tags().user())
        .putTags(SESSION_TAGS, session.tags().session())
        .put(MESSAGES, session.messages())
        .put(TASKS, session.tasks())
        .put(NUDGED_SILENCE, session.nudge().map(Nudge::silentSince).orElse(null))
        .put(NUDGED_AT, session.nudge().map(Nudge::recordedAt).orElse(null))
        .put(NUDGE_SETTINGS_VERSION, session.nudge().map(Nudge::settingsVersion).orElse(0L))
        .put(UNANSWERED, facts.unanswered())
        .put(TASK_STARTED, facts.taskStarted())
        .put(TASK_COMPLETED, facts.firstTaskCompletion() != null)
        .put(FIRST_TASK_COMPLETION, facts.firstTaskCompletion())
        .put(LAST_TASK_END, facts.lastTaskEnd())
        .put(LAST_TASK_FAILED, facts.lastTaskFailed())
        // A zero is not written.
        .put(NOT_UNDERSTOOD, facts.notUnderstood() ? 1 : 0);
  }

  private static LiveSession live(Attributes item, ConversationKey key) {
    SessionId id = id(item.bytes(ID));
    ContainmentFacts facts =
        new ContainmentFacts(
            item.flag(UNANSWERED),
            item.has(NOT_UNDERSTOOD),
            item.flag(TASK_STARTED),
            firstTaskCompletion(item, id),
            item.findInstant(LAST_TASK_END),
            item.flag(LAST_TASK_FAILED));
    Session session =
        new Session(
            id,
            key,
            item.instant(END),
            item.texts(LANGUAGES),
            item.flag(INTERACTIVE) ? SessionType.INTERACTIVE : SessionType.NON_INTERACTIVE,
            item.flag(AGENT) ? ContainmentType.AGENT : ContainmentType.SELF_SERVICE,
            Optional.ofNullable(item.findInstant(AGENT_AT))
                .map(at -> new AgentTransfer(at, facts.isTaskCompletedBy(at))),
            item.flag(DEVELOPER),
            new Tags(item.tags(USER_TAGS), item.tags(SESSION_TAGS)),
            item.count(MESSAGES),
            item.count(TASKS),
            Optional.ofNullable(item.findInstant(NUDGED_SILENCE))
                .map(
                    since ->
                        new Nudge(
                            since, item.instant(NUDGED_AT), item.number(NUDGE_SETTINGS_VERSION))),
            Optional.empty());
    return new LiveSession(
        session,
        item.instant(LAST_ACTIVITY),
        item.findInstant(LAST_INTERACTION),
        item.findText(LAST_INTENT),
        facts);
  }

  private static @Nullable Instant firstTaskCompletion(Attributes item, SessionId id) {
    Instant stored = item.findInstant(FIRST_TASK_COMPLETION);
    return stored == null && item.flag(TASK_COMPLETED) ? id.start() : stored;
  }

  private static @Nullable EndedSession ended(Attributes item) {
    return item.has(ENDED_ID)
        ? new EndedSession(
            id(item.bytes(ENDED_ID)),
            item.instant(ENDED_END),
            item.instant(ENDED_ACTIVITY),
            item.instant(ENDED_INACTIVITY_START),
            SessionItem.reason(item.text(ENDED_REASON)))
        : null;
  }

  private static byte[] bytes(SessionId id) {
    return HexFormat.of().parseHex(id.value());
  }

  private static SessionId id(byte[] bytes) {
    return new SessionId(HexFormat.of().formatHex(bytes));
  }

  /**
   * Packs recent events. The bytes are the number of sessions (1 byte), their identifiers (12 bytes
   * each), and then the events, oldest first, in runs of the same session: the index of the session
   * (1 byte, {@value #NO_SESSION} for none), the length of the run (1 byte), and the fingerprint of
   * each event (8 bytes). Fifty stored events and a request of a hundred fit into these bytes.
   */
  private static byte[] bytes(RecentEvents recent) {
    List<SessionId> sessions =
        recent.entries().stream()
            .map(RecentEvents.Entry::session)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    List<RecentEvents.Entry> events = recent.entries();
    ByteBuffer bytes = ByteBuffer.allocate(1 + 12 * sessions.size() + 10 * events.size());
    bytes.put((byte) sessions.size());
    sessions.forEach(id -> bytes.put(bytes(id)));
    for (int from = 0, to; from < events.size(); from = to) {
      SessionId session = events.get(from).session();
      to = from + 1;
      while (to < events.size() && Objects.equals(events.get(to).session(), session)) {
        to++;
      }
      bytes.put((byte) (session == null ? NO_SESSION : sessions.indexOf(session)));
      bytes.put((byte) (to - from));
      events.subList(from, to).forEach(event -> bytes.putLong(event.fingerprint()));
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static RecentEvents recent(byte[] stored) {
    if (stored.length == 0) {
      return RecentEvents.NONE;
    }
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    List<SessionId> sessions = new ArrayList<>();
    for (int left = Byte.toUnsignedInt(bytes.get()); left > 0; left--) {
      byte[] id = new byte[12];
      bytes.get(id);
      sessions.add(id(id));
    }
    List<RecentEvents.Entry> entries = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int index = Byte.toUnsignedInt(bytes.get());
      SessionId session = index == NO_SESSION ? null : sessions.get(index);
      for (int left = Byte.toUnsignedInt(bytes.get()); left > 0; left--) {
        entries.add(new RecentEvents.Entry(bytes.getLong(), session));
      }
    }
    return new RecentEvents(entries);
  }
}
