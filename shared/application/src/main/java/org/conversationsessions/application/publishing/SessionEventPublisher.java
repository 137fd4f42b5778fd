package org.conversationsessions.application.publishing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.debug.ClosingDebugLog;
import org.conversationsessions.application.erasure.MarkNotes;
import org.conversationsessions.application.message.ClosingMessages;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.event.MessageAndScript;
import org.conversationsessions.domain.event.MessageAndScript.MessageRule;
import org.conversationsessions.domain.event.PassingMark;
import org.conversationsessions.domain.event.PublishedEvent;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.StreamChange;
import org.conversationsessions.domain.event.UserDataErased;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events of session changes in the order of the contract (section 8). The message of
 * a closing is kept before it is published. A closing with a script goes to a queue after its
 * message. {@link org.conversationsessions.application.closing.ClosingFinisher} does the rest, so
 * that no change waits for a script. A mark of an erasure becomes {@code UserDataErased}, after
 * every earlier event of its end user. Changes that are processed twice are published twice with
 * the same identifiers. For each conversation, an event is published only after the bus or the
 * queue has accepted everything before it.
 */
public final class SessionEventPublisher {
  private final SettingsStore settings;
  private final ClosingMessages messages;
  private final ClosingDebugLog debugLog;
  private final ClosingQueue closings;
  private final EventBus bus;
  private final MarkNotes notes;
  private final int attempts;
  private final Pause pause;
  private final Map<String, ClosureSettings> settingsCache = new ConcurrentHashMap<>();

  /** A wait before another attempt. */
  @FunctionalInterface
  public interface Pause {
    /** Waits after a number of failed attempts, from 1. */
    void after(int attempt);
  }

  /** Creates a publisher that keeps no debug logs. */
  public SessionEventPublisher(
      SettingsStore settings,
      ClosingMessages messages,
      ClosingQueue closings,
      EventBus bus,
      MarkNotes notes,
      int attempts,
      Pause pause) {
    this(settings, messages, ClosingDebugLog.NONE, closings, bus, notes, attempts, pause);
  }

  /**
   * Creates a publisher.
   *
   * @param messages keeps the messages of closings before they are published
   * @param debugLog keeps the debug lines of what follows a closing
   * @param closings the queue of closings with a script
   * @param notes where a mark of an erasure is noted once its event is published
   * @param attempts how often an event is sent before its batch fails
   * @param pause the wait between attempts
   */
  public SessionEventPublisher(
      SettingsStore settings,
      ClosingMessages messages,
      ClosingDebugLog debugLog,
      ClosingQueue closings,
      EventBus bus,
      MarkNotes notes,
      int attempts,
      Pause pause) {
    this.settings = settings;
    this.messages = messages;
    this.debugLog = debugLog;
    this.closings = closings;
    this.bus = bus;
    this.notes = notes;
    this.attempts = attempts;
    this.pause = pause;
  }

  /**
   * Processes changes. Conversations are independent: a failure of one does not stop the others. An
   * effect of a closing that can never be produced is reported and skipped; {@code SessionClosed}
   * is published anyway.
   *
   * @param changes the changes in the order in which they happened
   * @param unprocessable receives the index of each change with an effect that can never be
   *     produced, and the reason
   * @return the index of the first change that is not processed and must be passed again with all
   *     later ones; empty if all are processed
   */
  public OptionalInt publish(
      List<? extends StreamChange> changes,
      BiConsumer<Integer, UnreadableItemException> unprocessable) {
    Set<OrderKey> marked = new HashSet<>();
    for (StreamChange change : changes) {
      if (change instanceof PassingMark(ErasureMark mark, _)) {
        marked.add(OrderKey.ofUser(mark));
      }
    }
    // All events of an end user with a mark are in one order, so that they precede the mark's.
    Map<OrderKey, OrderedSteps> byKey = new LinkedHashMap<>();
    for (int index = 0; index < changes.size(); index++) {
      switch (changes.get(index)) {
        case PassingMark passing ->
            stepsOf(byKey, OrderKey.ofUser(passing.mark())).add(index, passing);
        case SessionChange change -> {
          Session session = change.after();
          if (session != null) {
            ConversationKey conversation = session.conversation();
            OrderKey user = new OrderKey.OfUser(conversation.bot(), conversation.userId());
            stepsOf(byKey, marked.contains(user) ? user : new OrderKey.OfConversation(conversation))
                .add(index, change, session);
          }
        }
      }
    }
    List<OrderedSteps> all = List.copyOf(byKey.values());
    List<OrderedSteps> ready = withNextEvent(all);
    while (!ready.isEmpty()) {
      List<List<OrderedSteps>> calls = new ArrayList<>();
      for (int from = 0; from < ready.size(); from += EventBus.MAX_EVENTS) {
        calls.add(ready.subList(from, Math.min(ready.size(), from + EventBus.MAX_EVENTS)));
      }
      Parallel.forEach(calls, this::publishBatch);
      ready = withNextEvent(all);
    }
    all.forEach(steps -> steps.unprocessable.forEach(unprocessable));
    return all.stream().filter(OrderedSteps::hasFailed).mapToInt(steps -> steps.failedIndex).min();
  }

  /** What keeps the order of its events. */
  private sealed interface OrderKey {
    /** A conversation. */
    record OfConversation(ConversationKey conversation) implements OrderKey {}

    /** An end user of a bot, on all channels. */
    record OfUser(BotId bot, String userId) implements OrderKey {}

    static OrderKey ofUser(ErasureMark mark) {
      return new OfUser(mark.target().bot(), mark.target().subject().userId());
    }
  }

  private OrderedSteps stepsOf(Map<OrderKey, OrderedSteps> byKey, OrderKey key) {
    return byKey.computeIfAbsent(key, isNew -> new OrderedSteps());
  }

  /** Returns the steps that have come to an event to publish, after what precedes that event. */
  private List<OrderedSteps> withNextEvent(List<OrderedSteps> all) {
    Parallel.forEach(all, OrderedSteps::prepareNext);
    return all.stream().filter(steps -> steps.nextEvent != null).toList();
  }

  /**
   * Publishes one event of each conversation or end user in one call. Repeats the events that
   * failed.
   */
  private void publishBatch(List<OrderedSteps> batch) {
    List<OrderedSteps> unpublished = batch;
    for (int attempt = 1; !unpublished.isEmpty(); attempt++) {
      List<EventBus.Delivery> deliveries =
          bus.publish(unpublished.stream().map(OrderedSteps::nextEvent).toList());
      List<OrderedSteps> failed = new ArrayList<>();
      for (int i = 0; i < unpublished.size(); i++) {
        if (!unpublished.get(i).handleResult(deliveries.get(i))) {
          failed.add(unpublished.get(i));
        }
      }
      if (attempt == attempts) {
        failed.forEach(OrderedSteps::fail);
        return;
      }
      unpublished = failed;
      if (!unpublished.isEmpty()) {
        pause.after(attempt);
      }
    }
  }

  private ClosureSettings settingsOf(Session session) {
    return settings(
        session.conversation().bot(), session.closing().map(Closing::settingsVersion).orElse(0L));
  }

  private ClosureSettings nudgeSettingsOf(Session session) {
    return settings(session.conversation().bot(), session.nudge().orElseThrow().settingsVersion());
  }

  private ClosureSettings settings(BotId bot, long version) {
    String key = bot + "#" + version;
    ClosureSettings found = settingsCache.get(key);
    if (found == null) {
      found = settings.closure(bot, version);
      if (settingsCache.size() >= 1000) {
        settingsCache.clear();
      }
      settingsCache.put(key, found);
    }
    return found;
  }

  /**
   * The remaining steps of one conversation or end user, in order. Used by one thread at a time.
   */
  private final class OrderedSteps {
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Integer, UnreadableItemException> unprocessable = new LinkedHashMap<>();
    private @Nullable PublishedEvent nextEvent;
    private int index;
    private int failedIndex = -1;

    /**
     * One step.
     *
     * @param index the index of the change it belongs to
     * @param action what to do
     */
    private record Step(int index, Action action) {}

    private sealed interface Action {}

    /** Publishes an event. */
    private record Publish(PublishedEvent event) implements Action {}

    /** Adds the event of a nudge. */
    private record ExpandNudge(Session session) implements Action {}

    /** Adds the steps of a closing. */
    private record ExpandClosing(Session session) implements Action {}

    /** Keeps the message of a closing. */
    private record Keep(SessionEvent.Message message) implements Action {}

    /** Keeps the debug line of a closing's message, or of there being none. */
    private record Log(Session session, MessageRule rule, Optional<SessionEvent.Message> message)
        implements Action {}

    /** Sends a closing to the queue for its script. */
    private record Enqueue(ScriptedClosing closing) implements Action {}

    /** Notes that the event of an erasure is published. */
    private record Note(ErasureMark mark) implements Action {}

    void add(int changeIndex, PassingMark passing) {
      steps.add(
          new Step(changeIndex, new Publish(new UserDataErased(passing.mark(), passing.at()))));
      steps.add(new Step(changeIndex, new Note(passing.mark())));
    }

    void add(int changeIndex, SessionChange change, Session session) {
      if (change.isStart()) {
        steps.add(new Step(changeIndex, new Publish(new SessionEvent.Started(session))));
      }
      if (change.isNudge()) {
        steps.add(new Step(changeIndex, new ExpandNudge(session)));
      }
      if (change.isClosing()) {
        steps.add(new Step(changeIndex, new ExpandClosing(session)));
      }
    }

    /** Takes the steps up to the next event, which is then {@link #nextEvent}. */
    void prepareNext() {
      while (nextEvent == null && !hasFailed() && !steps.isEmpty()) {
        Step step = steps.remove();
        index = step.index;
        try {
          switch (step.action) {
            case Publish(PublishedEvent event) -> nextEvent = event;
            case ExpandNudge(Session session) ->
                addFirst(new Publish(SessionEvent.Nudged.of(session, nudgeSettingsOf(session))));
            case ExpandClosing(Session session) -> expandClosing(session);
            case Keep(SessionEvent.Message message) ->
                messages.keep(message.session(), message.text());
            case Log log -> debugLog.keepMessage(log.session(), log.rule(), log.message());
            case Enqueue(ScriptedClosing closing) -> enqueue(closing);
            case Note(ErasureMark mark) -> notes.note(mark, StreamReader.PUBLISHER);
          }
        } catch (UnreadableItemException unreadable) {
          unprocessable.putIfAbsent(index, unreadable);
          if (step.action instanceof ExpandClosing(Session session)) {
            addFirst(new Publish(new SessionEvent.Closed(session)));
          }
        } catch (StoreException failure) {
          failedIndex = index;
        }
      }
    }

    /**
     * Adds the steps of a closing in the order of the contract. Each is added at the front, so the
     * last one is added first.
     */
    private void expandClosing(Session session) {
      MessageAndScript found = MessageAndScript.of(session, settingsOf(session));
      addFirst(
          found
              .script()
              .<Action>map(script -> new Enqueue(new ScriptedClosing(session, script)))
              .orElse(new Publish(new SessionEvent.Closed(session))));
      Optional<SessionEvent.Message> message =
          found.message().map(text -> new SessionEvent.Message(session, text));
      if (ClosingDebugLog.isKept(session)) {
        addFirst(new Log(session, found.messageRule(), message));
      }
      message.ifPresent(
          closingMessage -> {
            addFirst(new Publish(closingMessage));
            addFirst(new Keep(closingMessage));
          });
    }

    /**
     * Sends a closing to the queue. If the queue will never accept it, {@code ClosureScriptFailed}
     * and {@code SessionClosed} are published instead.
     */
    private void enqueue(ScriptedClosing closing) {
      Optional<String> refused = closings.send(closing);
      if (refused.isPresent()) {
        addFirst(new Publish(new SessionEvent.Closed(closing.session())));
        addFirst(
            new Publish(
                new SessionEvent.ScriptFailed(
                    closing.session(),
                    ScriptOutcome.ScriptFailure.withoutLine(
                        ScriptOutcome.ScriptFailure.PLATFORM, refused.get()))));
      }
    }

    private void addFirst(Action action) {
      steps.addFirst(new Step(index, action));
    }

    PublishedEvent nextEvent() {
      if (nextEvent == null) {
        throw new IllegalStateException("no event is ready");
      }
      return nextEvent;
    }

    /**
     * Processes the result of publishing the next event.
     *
     * @return false if the event needs another attempt
     */
    boolean handleResult(EventBus.Delivery delivery) {
      switch (delivery) {
        case EventBus.Delivery.Accepted() -> nextEvent = null;
        case EventBus.Delivery.Refused(String reason) -> {
          try {
            bus.sendToDeadLetterQueue(nextEvent(), reason);
            nextEvent = null;
          } catch (StoreException e) {
            return false;
          }
        }
        case EventBus.Delivery.Failed(String reason) -> {
          return false;
        }
      }
      return true;
    }

    void fail() {
      nextEvent = null;
      failedIndex = index;
    }

    boolean hasFailed() {
      return failedIndex >= 0;
    }
  }
}
