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
import org.conversationsessions.application.erasure.MarkNotes;
import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.event.ClosingEffects;
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
 * Publishes the events of session changes in the order of the contract (section 8). A closing with
 * a custom script goes to a queue after its message. {@link
 * org.conversationsessions.application.closing.ClosingFinisher} does the rest, so that no change
 * waits for a script. A mark of an erasure becomes {@code UserDataErased}, after every earlier
 * event of its end user. Changes that are processed twice are published twice with the same
 * identifiers. For each conversation, an event is published only after the bus or the queue has
 * accepted everything before it.
 */
public final class SessionEventPublisher {
  private final SettingsStore settings;
  private final ClosingQueue closings;
  private final EventBus bus;
  private final MarkNotes notes;
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
   * @param closings the queue of closings with a custom script
   * @param notes where a mark of an erasure is noted once its event is published
   * @param attempts how often an event is sent before its batch fails
   * @param pause the wait between attempts
   */
  public SessionEventPublisher(
      SettingsStore settings,
      ClosingQueue closings,
      EventBus bus,
      MarkNotes notes,
      int attempts,
      Pause pause) {
    this.settings = settings;
    this.closings = closings;
    this.bus = bus;
    this.notes = notes;
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
      List<? extends StreamChange> changes, BiConsumer<Integer, UnreadableItemException> never) {
    Set<UserKey> marked = new HashSet<>();
    for (StreamChange change : changes) {
      if (change instanceof PassingMark(ErasureMark mark, _)) {
        marked.add(UserKey.of(mark));
      }
    }
    // Events of an end user with a mark share a track, so that they precede the mark's.
    Map<Object, Track> tracks = new LinkedHashMap<>();
    for (int place = 0; place < changes.size(); place++) {
      switch (changes.get(place)) {
        case PassingMark passing -> track(tracks, UserKey.of(passing.mark())).add(place, passing);
        case SessionChange change -> {
          Session session = change.after();
          if (session != null) {
            ConversationKey conversation = session.conversation();
            UserKey user = new UserKey(conversation.bot(), conversation.userId());
            track(tracks, marked.contains(user) ? user : conversation).add(place, change, session);
          }
        }
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

  private record UserKey(BotId bot, String userId) {
    static UserKey of(ErasureMark mark) {
      return new UserKey(mark.target().bot(), mark.target().subject().userId());
    }
  }

  private Track track(Map<Object, Track> tracks, Object key) {
    return tracks.computeIfAbsent(key, one -> new Track());
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

  /** The remaining work of one conversation or end user, in order. */
  private final class Track {
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Integer, UnreadableItemException> never = new LinkedHashMap<>();
    private @Nullable PublishedEvent next;
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

    private record Publish(PublishedEvent event) implements Work {}

    private record Close(Session session) implements Work {}

    private record HandOver(ScriptedClosing closing) implements Work {}

    private record Note(ErasureMark mark) implements Work {}

    void add(int at, PassingMark passing) {
      steps.add(new Step(at, new Publish(new UserDataErased(passing.mark(), passing.at()))));
      steps.add(new Step(at, new Note(passing.mark())));
    }

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
            case Publish(PublishedEvent event) -> next = event;
            case Close(Session session) -> unfold(session);
            case HandOver(ScriptedClosing closing) -> handOver(closing);
            case Note(ErasureMark mark) -> notes.note(mark, StreamReader.PUBLISHER);
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
          .ifPresent(text -> first(new Publish(new SessionEvent.Message(session, text))));
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

    PublishedEvent event() {
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
