package org.conversationsessions.functions.recordbusactivity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.activity.ActivityReader;
import org.conversationsessions.api.activity.InvalidEvents;
import org.conversationsessions.api.activity.ParsedEvent;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.log.StructuredLog;

/**
 * Records a batch of the queue. A message is done when its event is recorded, or when the message
 * is in the dead-letter queue with the reason. All others are delivered again.
 */
final class BusRecorder {
  private final Registry registry;
  private final Recorder recorder;
  private final ActivityDeadLetterQueue deadLetterQueue;
  private final InstantSource clock;

  BusRecorder(
      Registry registry,
      Recorder recorder,
      ActivityDeadLetterQueue deadLetterQueue,
      InstantSource clock) {
    this.registry = registry;
    this.recorder = recorder;
    this.deadLetterQueue = deadLetterQueue;
    this.clock = clock;
  }

  /**
   * Records the messages and returns the identifiers of those to deliver again, each with its
   * failure.
   */
  Map<String, StoreException> record(List<QueuedActivity> messages) {
    Map<String, StoreException> failed = new LinkedHashMap<>();
    Map<String, List<QueuedActivity>> byBot = new LinkedHashMap<>();
    for (QueuedActivity message : messages) {
      String bot =
          message.busEvent().flatMap(event -> event.object("detail").text("botId")).orElse("");
      byBot.computeIfAbsent(bot, id -> new ArrayList<>()).add(message);
    }
    byBot.forEach((bot, own) -> record(bot, own, failed));
    return failed;
  }

  private void record(
      String botId, List<QueuedActivity> messages, Map<String, StoreException> failed) {
    try {
      Optional<Bot> bot = registry.bot(botId);
      if (bot.isEmpty()) {
        messages.forEach(
            message -> sendToDeadLetterQueue(message, unknownBot(botId, message), failed));
        return;
      }
      record(bot.get(), messages, failed);
    } catch (StoreException e) {
      messages.forEach(message -> failed(message, e, failed));
    }
  }

  /**
   * Sends messages with an unreadable item to the dead-letter queue. After any other failure a
   * retry may succeed.
   */
  private void failed(
      QueuedActivity message, StoreException failure, Map<String, StoreException> failed) {
    if (failure instanceof UnreadableItemException) {
      StructuredLog.warn("a message was sent to the dead-letter queue", failure);
      sendToDeadLetterQueue(
          message, ApiError.unreadable(String.valueOf(failure.getMessage())), failed);
    } else {
      failed.put(message.messageId(), failure);
    }
  }

  private void record(Bot bot, List<QueuedActivity> messages, Map<String, StoreException> failed) {
    List<QueuedActivity> valid = new ArrayList<>();
    List<ActivityEvent> events = new ArrayList<>();
    List<ParsedEvent> invalid = new ArrayList<>();
    for (QueuedActivity message : messages) {
      switch (read(message, bot.id())) {
        case ParsedEvent.Valid(ActivityEvent event) -> {
          valid.add(message);
          events.add(event);
        }
        case ParsedEvent.Invalid refused -> {
          invalid.add(refused);
          sendToDeadLetterQueue(message, refused.error(), failed);
        }
      }
    }
    List<RecordingResult> recorded =
        recorder.record(
            bot, events, InvalidEvents.debugLines(invalid, clock.instant()), Optional.empty());
    for (int i = 0; i < valid.size(); i++) {
      switch (recorded.get(i)) {
        case RecordingResult.InSession in -> {}
        case RecordingResult.Sessionless none -> {}
        case RecordingResult.Refused(String reason) ->
            sendToDeadLetterQueue(valid.get(i), ApiError.badRequest(reason), failed);
        case RecordingResult.Failed(StoreException cause) -> failed(valid.get(i), cause, failed);
      }
    }
  }

  private static ApiError unknownBot(String botId, QueuedActivity message) {
    if (!botId.isEmpty()) {
      return ApiError.invalidArguments("botId", "is not a known bot");
    }
    return message
        .problem()
        .map(reason -> ApiError.invalidArguments("body", "must be a JSON object; " + reason))
        .orElseGet(() -> ApiError.invalidArguments("botId", "is missing"));
  }

  private ParsedEvent read(QueuedActivity message, BotId bot) {
    JsonObject event = message.busEvent().orElse(JsonObject.EMPTY);
    Instant now = clock.instant();
    return ActivityReader.readEvent(
        event.object("detail"), bot, QueuedActivity.arrival(event, now), now);
  }

  private void sendToDeadLetterQueue(
      QueuedActivity message, ApiError reason, Map<String, StoreException> failed) {
    try {
      deadLetterQueue.send(message, reason);
    } catch (StoreException e) {
      failed.put(message.messageId(), e);
    }
  }
}
