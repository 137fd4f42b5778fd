package org.conversationsessions.store.erasure;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.erasure.UserDataStores.Item;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.debug.DebugEntryItem;
import org.conversationsessions.store.message.TranscriptPartItem;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table whose partition key is the end user with a bot. Keys and attributes are those of the
 * table's own items; a test compares them.
 *
 * @param store the name of the table in receipts
 * @param name the table's name
 * @param sort the name of the sort key
 * @param binary whether the sort key is binary
 * @param channel the attribute with the channel
 * @param session the attribute that names the session; empty: none
 */
record UserDataTable(
    DataStore store, String name, String sort, boolean binary, String channel, String session) {
  /** After every session's key, and before every mark of an erasure. */
  private static final String END_OF_SESSIONS = "~";

  private static final String VERSION = "v";

  /** Where the session begins in the key of a transcript part, after the time. */
  private static final int SESSION_AT = 6;

  private static final int SESSION_BYTES = 12;

  static UserDataTable of(DataStore store, Tables tables) {
    return switch (store) {
      case CONVERSATIONS ->
          new UserDataTable(store, tables.conversations(), "channel", false, "channel", "id");
      case SESSION_STATES ->
          new UserDataTable(store, tables.states(), "channel", false, "channel", "");
      case MESSAGES ->
          new UserDataTable(
              store,
              tables.messages(),
              TranscriptPartItem.PART,
              true,
              TranscriptPartItem.CHANNEL,
              TranscriptPartItem.PART);
      case DEBUG_LOGS ->
          new UserDataTable(
              store,
              tables.debugLogs(),
              DebugEntryItem.ENTRY,
              false,
              DebugEntryItem.CHANNEL,
              DebugEntryItem.SESSION);
      case SESSIONS ->
          new UserDataTable(
              store, tables.sessions(), SessionItem.ID, false, "channel", SessionItem.ID);
      case DUE, COUNTERS -> throw new IllegalArgumentException(store + " is not kept by end user");
    };
  }

  Map<String, AttributeValue> owner(BotId bot, String userId) {
    return Map.of(
        partition(),
        store == DataStore.MESSAGES
            ? TranscriptPartItem.owner(bot, userId)
            : Attributes.s(SessionItem.owner(bot, userId)));
  }

  /** Returns the name of the partition key. */
  private String partition() {
    return store == DataStore.MESSAGES ? TranscriptPartItem.OWNER : SessionItem.OWNER;
  }

  /** Returns an item's key. */
  Map<String, AttributeValue> key(Map<String, AttributeValue> owner, String key) {
    Map<String, AttributeValue> all = new HashMap<>(owner);
    all.put(
        sort,
        binary
            ? AttributeValue.fromB(SdkBytes.fromByteArray(HexFormat.of().parseHex(key)))
            : Attributes.s(key));
    return all;
  }

  /** Returns the sort key of an item as text. */
  String sortKey(Map<String, AttributeValue> stored) {
    Attributes item = new Attributes(stored);
    return binary ? HexFormat.of().formatHex(item.bytes(sort)) : item.text(sort);
  }

  String condition() {
    return store == DataStore.SESSIONS ? "#owner = :owner AND #sort < :end" : "#owner = :owner";
  }

  Map<String, String> names() {
    Map<String, String> names = new HashMap<>(Map.of("#owner", partition(), "#sort", sort));
    if (!channel.equals(sort)) {
      names.put("#channel", channel);
    }
    switch (store) {
      case CONVERSATIONS -> {
        names.put("#version", VERSION);
        names.put("#session", session);
      }
      case SESSION_STATES -> names.put("#version", VERSION);
      case SESSIONS -> names.put("#status", SessionItem.STATUS);
      case DEBUG_LOGS -> names.put("#session", session);
      case MESSAGES, DUE, COUNTERS -> {}
    }
    return names;
  }

  Map<String, AttributeValue> values(Map<String, AttributeValue> owner) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":owner", owner.get(partition()));
    if (store == DataStore.SESSIONS) {
      values.put(":end", Attributes.s(END_OF_SESSIONS));
    }
    return values;
  }

  String projection() {
    return String.join(", ", names().keySet());
  }

  /** Returns whether an item belongs to an end user; one without a channel belongs to every one. */
  boolean isOf(DataSubject subject, Map<String, AttributeValue> stored) {
    Attributes item = new Attributes(stored);
    return readable(() -> item.findText(channel)).map(subject::covers).orElse(true);
  }

  /** Reads an item. What cannot be read of it counts as absent: it is erased all the same. */
  Item item(Map<String, AttributeValue> stored, BotId bot, String userId) {
    Attributes item = new Attributes(stored);
    boolean versioned = store == DataStore.CONVERSATIONS || store == DataStore.SESSION_STATES;
    Optional<SessionId> id = readable(() -> sessionOf(item));
    boolean live =
        switch (store) {
          case CONVERSATIONS -> id.isPresent();
          case SESSIONS ->
              readable(() -> item.findText(SessionItem.STATUS))
                  .filter(SessionStatus.ACTIVE.wire()::equals)
                  .isPresent();
          case SESSION_STATES, MESSAGES, DEBUG_LOGS, DUE, COUNTERS -> false;
        };
    long version = versioned ? readable(() -> Optional.of(item.number(VERSION))).orElse(0L) : 0;
    return new Item(store, bot, userId, sortKey(stored), version, id, live);
  }

  private static <T> Optional<T> readable(Supplier<Optional<T>> reader) {
    try {
      return Attributes.decode("a stored item", reader);
    } catch (UnreadableItemException damaged) {
      return Optional.empty();
    }
  }

  private Optional<SessionId> sessionOf(Attributes item) {
    String hex =
        switch (store) {
          case CONVERSATIONS -> HexFormat.of().formatHex(item.bytes(session));
          case SESSIONS -> item.text(session);
          case DEBUG_LOGS -> item.findText(session).orElse("");
          case MESSAGES ->
              HexFormat.of().formatHex(item.bytes(session), SESSION_AT, SESSION_AT + SESSION_BYTES);
          case SESSION_STATES, DUE, COUNTERS -> "";
        };
    return hex.matches("[0-9a-f]{24}") ? Optional.of(new SessionId(hex)) : Optional.empty();
  }
}
