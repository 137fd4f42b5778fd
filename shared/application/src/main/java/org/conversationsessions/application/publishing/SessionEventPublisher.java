package org.conversationsessions.application.publishing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.message.ClosingMessages;
import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.domain.event.ClosingEffects;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events of session changes in the order of the contract (section 8). The message of
 * a closing is kept before it is published. A closing with a custom script goes to a queue after
 * its message. {@link org.conversationsessions.application.closing.ClosingFinisher} does the rest,
 * so that no change waits for a script. Changes that are processed twice are published twice with
 * the same identifiers. For each conversation, an event is published only after the bus or the
 * queue has accepted everything before it.
 */
public final class SessionEventPublisher {
  private final SettingsStore settings;
  private final ClosingMessages messages;
  private final ClosingQueue closings;
  private final EventBus bus;
  private final int attempts;
  private final Pause pause;
  private final Map<String, ClosureSettings> known = new ConcurrentHashMap<>();

  /** A wait before another attempt. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Waits.
     *
     * @param attempt the number of failed attempts, from 1
     */
    void after(int attempt);
  }

  /**
   * Creates a publisher.
   *
   * @param messages keeps the messages of closings before they are published
   * @param closings the queue of closings with a custom script
   * @param attempts how often an event is sent before its batch fails
   * @param pause the wait between attempts
   */
  public SessionEventPublisher(
      SettingsStore settings,
      ClosingMessages messages,
      ClosingQueue closings,
      EventBus bus,
      int attempts,
      Pause pause) {
    this.settings = settings;
    this.messages = messages;
    this.closings = closings;
    this.bus = bus;
    this.attempts = attempts;
    this.pause = pause;
  }

  /**
   * Processes changes. Conversations are independent: a failure of one does not stop the others. An
   * effect of a closing that can never be produced is reported and skipped; {@code SessionClosed}
   * is published all the same.
   *
   * @param changes the changes in the order in which they happened
   * @param never receives the index of each change with an effect that can never be produced, and
   *     the reason
   * @return the index of the first change that is not processed and must be passed again with all
   *     later ones; empty if all are processed
   */
  public OptionalInt work(
      List<SessionChange> changes, BiConsumer<Integer, UnreadableItemException> never) {
    Map<ConversationKey, Track> tracks = new LinkedHashMap<>();
    for (int place = 0; place < changes.size(); place++) {
      Session session = changes.get(place).after();
      if (session != null) {
        tracks
            .computeIfAbsent(session.conversation(), key -> new Track())
            .add(place, changes.get(place), session);
      }
    }
    List<Track> all = List.copyOf(tracks.values());
    for (List<Track> wave = ready(all); !wave.isEmpty(); wave = ready(all)) {
      List<List<Track>> calls = new ArrayList<>();
      for (int from = 0; from < wave.size(); from += EventBus.MAX_EVENTS) {
        calls.add(wave.subList(from, Math.min(wave.size(), from + EventBus.MAX_EVENTS)));
      }
      Parallel.forEach(calls, this::publish);
    }
    all.forEach(track -> track.never.forEach(never));
    return all.stream().filter(Track::hasFailed).mapToInt(track -> track.failedAt).min();
  }

  private List<Track> ready(List<Track> all) {
    Parallel.forEach(all, Track::advance);
    return all.stream().filter(track -> track.next != null).toList();
  }

  /** Publishes one event of each conversation in one call, and again those that failed. */
  private void publish(List<Track> call) {
    List<Track> left = call;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      List<EventBus.Delivery> deliveries = bus.publish(left.stream().map(Track::event).toList());
      List<Track> failed = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        if (!left.get(i).settle(deliveries.get(i))) {
          failed.add(left.get(i));
        }
      }
      if (attempt == attempts) {
        failed.forEach(Track::fail);
        return;
      }
      left = failed;
      if (!left.isEmpty()) {
        pause.after(attempt);
      }
    }
  }

  private ClosureSettings settingsOf(Session session) {
    long version = session.closing().map(Closing::settingsVersion).orElse(0L);
    String key = session.conversation().bot() + "#" + version;
    ClosureSettings found = known.get(key);
    if (found == null) {
      found = settings.closure(session.conversation().bot(), version);
      if (known.size() >= 1000) {
        known.clear();
      }
      known.put(key, found);
    }
    return found;
  }

  /** The remaining work of one conversation, in order. */
  private final class Track {
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Integer, UnreadableItemException> never = new LinkedHashMap<>();
    private @Nullable SessionEvent next;
    private int place;
    private int failedAt = -1;

    /**
     * One piece of work.
     *
     * @param place the index of the change it belongs to
     * @param work the work
     */
    private record Step(int place, Work work) {}

    private sealed interface Work {}

    private record Publish(SessionEvent event) implements Work {}

    private record Close(Session session) implements Work {}

    private record Keep(SessionEvent.Message message) implements Work {}

    private record HandOver(ScriptedClosing closing) implements Work {}

    void add(int at, SessionChange change, Session session) {
      if (change.isStart()) {
        steps.add(new Step(at, new Publish(new SessionEvent.Started(session))));
      }
      if (change.isClosing()) {
        steps.add(new Step(at, new Close(session)));
      }
    }

    /** Does the work before the next event and leaves the event in {@link #next}. */
    void advance() {
      while (next == null && !hasFailed() && !steps.isEmpty()) {
        Step step = steps.remove();
        place = step.place;
        try {
          switch (step.work) {
            case Publish(SessionEvent event) -> next = event;
            case Close(Session session) -> unfold(session);
            case Keep(SessionEvent.Message message) ->
                messages.keep(message.session(), message.text());
            case HandOver(ScriptedClosing closing) -> handOver(closing);
          }
        } catch (UnreadableItemException unreadable) {
          never.putIfAbsent(place, unreadable);
          if (step.work instanceof Close(Session session)) {
            first(new Publish(new SessionEvent.Closed(session)));
          }
        } catch (StoreException passing) {
          failedAt = place;
        }
      }
    }

    /**
     * Queues the effects of a closing in the order of the contract. Steps are added at the front,
     * the last first.
     */
    private void unfold(Session session) {
      ClosingEffects effects = ClosingEffects.of(session, settingsOf(session));
      first(
          effects
              .script()
              .<Work>map(script -> new HandOver(new ScriptedClosing(session, script)))
              .orElse(new Publish(new SessionEvent.Closed(session))));
      effects
          .message()
          .map(text -> new SessionEvent.Message(session, text))
          .ifPresent(
              message -> {
                first(new Publish(message));
                first(new Keep(message));
              });
    }

    /**
     * Sends a closing to the queue. If the queue will never take it, the closing continues without
     * its script and reports that.
     */
    private void handOver(ScriptedClosing closing) {
      Optional<String> refused = closings.send(closing);
      if (refused.isPresent()) {
        first(new Publish(new SessionEvent.Closed(closing.session())));
        first(
            new Publish(
                new SessionEvent.ScriptFailed(
                    closing.session(),
                    ScriptOutcome.Failure.passing(ScriptOutcome.Failure.PLATFORM, refused.get()))));
      }
    }

    private void first(Work work) {
      steps.addFirst(new Step(place, work));
    }

    SessionEvent event() {
      if (next == null) {
        throw new IllegalStateException("no event is ready");
      }
      return next;
    }

    /** Returns whether the event needs no further attempt. */
    boolean settle(EventBus.Delivery delivery) {
      switch (delivery) {
        case EventBus.Delivery.Taken() -> next = null;
        case EventBus.Delivery.Refused(String reason) -> {
          try {
            bus.sendToDeadLetters(event(), reason);
            next = null;
          } catch (StoreException notEvenThat) {
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
      next = null;
      failedAt = place;
    }

    boolean hasFailed() {
      return failedAt >= 0;
    }
  }
}
