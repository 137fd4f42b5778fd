package org.conversationsessions.functions.recountsessions;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.conversationsessions.admin.recount.SessionRecount.Position;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;

/**
 * A request to recount sessions.
 *
 * @param bot the bot whose sessions are recounted
 * @param from the position to begin at
 * @param last the last day, inclusive
 * @param repair whether to correct wrong counters
 */
record RecountRequest(BotId bot, Position from, LocalDate last, boolean repair) {
  private static final Set<String> FIELDS = Set.of("botId", "from", "to", "repair", "shard");

  /**
   * Reads the event.
   *
   * @throws IllegalArgumentException if a field is invalid; its message names the field
   */
  static RecountRequest read(Bytes event) {
    JsonObject object =
        JsonReader.read(event)
            .object()
            .orElseThrow(() -> new IllegalArgumentException("the event is not a JSON object"));
    object.members().keySet().stream()
        .filter(name -> !FIELDS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "unknown field " + name + "; there are botId, from, to, repair and shard");
            });
    String bot = object.text("botId").orElse("");
    if (!BotId.isValid(bot)) {
      throw new IllegalArgumentException("botId is missing or no bot's identifier");
    }
    LocalDate from = date(object, "from");
    LocalDate to = date(object, "to");
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
    return new RecountRequest(
        new BotId(bot), new Position(from, shard(object)), to, flag(object, "repair"));
  }

  private static LocalDate date(JsonObject object, String name) {
    try {
      return LocalDate.parse(object.text(name).orElse(""));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + " is missing or no date such as 2026-11-30", e);
    }
  }

  private static boolean flag(JsonObject object, String name) {
    return switch (object.member(name).orElse(new JsonBoolean(false))) {
      case JsonBoolean(boolean value) -> value;
      default -> throw new IllegalArgumentException(name + " is neither true nor false");
    };
  }

  private static int shard(JsonObject object) {
    Json shard = object.member("shard").orElse(JsonNumber.of(0));
    double value = shard instanceof JsonNumber number ? number.nearest() : -1;
    if (value < 0 || value >= Sharding.MAX_SHARDS || value != Math.rint(value)) {
      throw new IllegalArgumentException(
          "shard is not a whole number from 0 to " + (Sharding.MAX_SHARDS - 1));
    }
    return (int) value;
  }
}
