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
import org.conversationsessions.application.closing.ClosingQueue;
import org.conversationsessions.application.concurrent.Parallel;
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
 * Works off what happened to sessions: publishes their events, in the order of the contract
 * (section 8). A closing with a custom script is handed over to a queue after its message: what is
 * left of it is {@link org.conversationsessions.application.closing.ClosingFinisher}'s part, so
 * that no change waits for a script. What is worked off twice is published twice under the same
 * identifiers. Of a conversation nothing is published before what came before it was taken, by the
 * bus or the queue.
 */
public final class SessionEventPublisher {
  private final SettingsStore settings;
  private final ClosingQueue closings;
  private final EventBus bus;
  private final int attempts;
  private final Pause pause;
  private final Map<String, ClosureSettings> known = new ConcurrentHashMap<>();

  /** Waits before an event is handed over again. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Returns when it is time.
     *
     * @param attempt the how-manieth attempt failed, from 1
     */
    void after(int attempt);
  }

  /**
   * Makes an outbox.
   *
   * @param closings takes closings with a custom script
   * @param attempts how often an event is handed over before its batch fails
   * @param pause what to do between the attempts
   */
  public SessionEventPublisher(
      SettingsStore settings, ClosingQueue closings, EventBus bus, int attempts, Pause pause) {
    this.settings = settings;
    this.closings = closings;
    this.bus = bus;
    this.attempts = attempts;
    this.pause = pause;
  }

  /**
   * Works changes off. Conversations do not wait for each other; what failed of one does not stop
   * the others. What a closing brings about and can never be done is told and left out; {@code
   * SessionClosed} is published all the same.
   *
   * @param changes in the order in which they happened
   * @param never is told of each change of which something can never be done, by its place
   * @return the place of the first change that is not worked off and must come again, with all
   *     behind it; empty if all are
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

  /** One call; what was not taken is handed over again, alone. */
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

  /** What is to be done for one conversation, in order. */
  private final class Track {
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Integer, UnreadableItemException> never = new LinkedHashMap<>();
    private @Nullable SessionEvent next;
    private int place;
    private int failedAt = -1;

    /**
     * A piece of work.
     *
     * @param place the place of the change it belongs to
     * @param work answers the steps it makes, to be done before all others, or an event
     */
    private record Step(int place, Work work) {}

    private sealed interface Work {}

    private record Publish(SessionEvent event) implements Work {}

    private record Close(Session session) implements Work {}

    private record HandOver(ScriptedClosing closing) implements Work {}

    void add(int at, SessionChange change, Session session) {
      if (change.isStart()) {
        steps.add(new Step(at, new Publish(new SessionEvent.Started(session))));
      }
      if (change.isClosing()) {
        steps.add(new Step(at, new Close(session)));
      }
    }

    /** Does what comes before the next event; leaves that in {@link #next}. */
    void advance() {
      while (next == null && !hasFailed() && !steps.isEmpty()) {
        Step step = steps.remove();
        place = step.place;
        try {
          switch (step.work) {
            case Publish(SessionEvent event) -> next = event;
            case Close(Session session) -> unfold(session);
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

    /** In the order of the contract; the steps go to the front, the last first. */
    private void unfold(Session session) {
      ClosingEffects effects = ClosingEffects.of(session, settingsOf(session));
      first(
          effects
              .script()
              .<Work>map(script -> new HandOver(new ScriptedClosing(session, script)))
              .orElse(new Publish(new SessionEvent.Closed(session))));
      effects
          .message()
          .ifPresent(text -> first(new Publish(new SessionEvent.Message(session, text))));
    }

    /** A closing that the queue will never take goes on without its script, and says so. */
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

    /** Whether the event needs no further attempt. */
    boolean settle(EventBus.Delivery delivery) {
      switch (delivery) {
        case EventBus.Delivery.Taken() -> next = null;
        case EventBus.Delivery.Refused(String reason) -> {
          try {
            bus.bury(event(), reason);
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
