package org.conversationsessions.application.recording;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.debug.DebugLogPolicy;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.debug.NewDebugLines;
import org.conversationsessions.application.message.MessageAppender;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.Lifecycle;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Records activity events with optimistic locking: reads the conversations, lets {@link Lifecycle}
 * decide, and writes on condition that the conversation is unchanged. After a conflict it decides
 * again from the stored conversation. Conversations are recorded in parallel. The events of one
 * conversation share a {@link ConversationBatch}, which usually costs one write.
 */
public final class Recorder {
  private final Conversations conversations;
  private final ConversationBatch.Collaborators collaborators;
  private final Function<Bot, MessagePolicy> policies;
  private final DebugLogging debugLogs;
  private final SessionIds ids;
  private final Clock clock;

  /** Creates a recorder that keeps no debug logs. */
  public Recorder(
      Conversations conversations,
      DueConversations due,
      Transcripts transcripts,
      SessionIds ids,
      Clock clock,
      BackoffPolicy backoff) {
    this(conversations, due, transcripts, DebugLogging.NONE, ids, clock, backoff);
  }

  /**
   * Creates a recorder.
   *
   * @param transcripts how messages are kept
   * @param debugLogs how debug logs are kept
   * @param backoff how to wait after a conflict
   */
  public Recorder(
      Conversations conversations,
      DueConversations due,
      Transcripts transcripts,
      DebugLogging debugLogs,
      SessionIds ids,
      Clock clock,
      BackoffPolicy backoff) {
    this.conversations = conversations;
    this.collaborators =
        new ConversationBatch.Collaborators(
            conversations,
            new ConversationWriter(conversations, due, transcripts.parts(), clock),
            new MessageAppender(conversations::hasRoomForPendingPart, transcripts.sealer()),
            backoff);
    this.policies = transcripts.policies();
    this.debugLogs = debugLogs;
    this.ids = ids;
    this.clock = clock;
  }

  /** The result of recording one event. */
  public sealed interface RecordingResult {
    /**
     * The event is recorded durably, and the response names a session.
     *
     * @param session the session that the event counts in; if it counts in none, the one that ended
     *     last
     * @param status the session's status after the write
     */
    record InSession(SessionId session, SessionStatus status) implements RecordingResult {}

    /**
     * The event is recorded durably, and the response names no session: a discard in a conversation
     * that has none, or a debug line without a live session.
     */
    record Sessionless() implements RecordingResult {}

    /**
     * The event fits into no session and is not recorded.
     *
     * @param reason why
     */
    record Refused(String reason) implements RecordingResult {}

    /**
     * The store failed, so it is unknown whether the event is recorded. If the client sends it
     * again at once, it counts once.
     *
     * @param cause the store's failure
     */
    record Failed(StoreException cause) implements RecordingResult {}
  }

  /**
   * Records events of one bot, those of a conversation in the order given. If the store fails for
   * one conversation, only that conversation's events fail.
   *
   * @param refused the debug lines of events of the same request that were refused before, by their
   *     conversations
   * @param traceId the request that brought the events; empty if none did
   * @return the result of each event, in the order given
   * @throws StoreException if the conversations could not be read at all
   */
  public List<RecordingResult> record(
      Bot bot,
      List<ActivityEvent> events,
      Map<ConversationKey, List<DebugLine>> refused,
      Optional<String> traceId) {
    Map<ConversationKey, List<Integer>> indexes = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      indexes.computeIfAbsent(events.get(i).conversation(), key -> new ArrayList<>()).add(i);
    }
    Map<ConversationKey, Conversation> found = conversations.readEventually(indexes.keySet());
    MessagePolicy policy = policies.apply(bot);
    DebugLogPolicy debugPolicy = debugLogs.policies().apply(bot);
    RecordingResult[] results = new RecordingResult[events.size()];
    Parallel.forEach(
        indexes.entrySet(),
        entry -> {
          List<ActivityEvent> conversationEvents =
              entry.getValue().stream().map(events::get).toList();
          List<RecordingResult> recorded =
              record(
                  bot,
                  entry.getKey(),
                  found.get(entry.getKey()),
                  conversationEvents,
                  policy,
                  debugLines(
                      bot,
                      debugPolicy,
                      entry.getKey(),
                      refused.getOrDefault(entry.getKey(), List.of())),
                  traceId);
          for (int i = 0; i < conversationEvents.size(); i++) {
            results[entry.getValue().get(i)] = recorded.get(i);
          }
        });
    if (debugPolicy.keep()) {
      refused.forEach(
          (key, lines) -> {
            if (!indexes.containsKey(key)) {
              storeAlone(debugLines(bot, debugPolicy, key, lines));
            }
          });
    }
    return List.of(results);
  }

  /** Records events of a request of which no other was refused. */
  public List<RecordingResult> record(
      Bot bot, List<ActivityEvent> events, Optional<String> traceId) {
    return record(bot, events, Map.of(), traceId);
  }

  /** Records events that no request brought. */
  public List<RecordingResult> record(Bot bot, List<ActivityEvent> events) {
    return record(bot, events, Optional.empty());
  }

  private NewDebugLines debugLines(
      Bot bot, DebugLogPolicy policy, ConversationKey key, List<DebugLine> refused) {
    return new NewDebugLines(
        debugLogs.logs(),
        policy,
        key,
        refused,
        clock.instant(),
        bot.settings().inactivityOf(key.channel()));
  }

  /** Stores lines of events that the response refuses anyway. */
  private static void storeAlone(NewDebugLines lines) {
    try {
      lines.storeAlone();
    } catch (StoreException lost) {
      // The response tells the sender the same. The other events must not fail for it.
      return;
    }
  }

  private List<RecordingResult> record(
      Bot bot,
      ConversationKey key,
      @Nullable Conversation found,
      List<ActivityEvent> events,
      MessagePolicy policy,
      NewDebugLines debugLines,
      Optional<String> traceId) {
    try {
      // An unreadable conversation is missing in the batch. This read throws the reason.
      Conversation start = found == null ? conversations.readConsistently(key) : found;
      Lifecycle lifecycle = new Lifecycle(bot.settings(), ids, clock.instant());
      return new ConversationBatch(
              collaborators, lifecycle, bot, policy, debugLines, traceId, start, events)
          .record();
    } catch (StoreException e) {
      return Collections.nCopies(events.size(), new RecordingResult.Failed(e));
    }
  }
}
