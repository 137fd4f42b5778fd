package org.conversationsessions.application.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;

/**
 * A registry that remembers apps for a short while. Bots are read every time: they carry settings
 * that hold at once. What is remembered is bounded in number, known and unknown apps apart, so that
 * made-up identifiers neither fill the memory nor drive known apps out of it. Safe for several
 * threads.
 */
public final class CachedRegistry implements Registry {
  /** How long an app is remembered. */
  static final Duration KNOWN = Duration.ofSeconds(30);

  /** How long it is remembered that there is no such app. */
  static final Duration UNKNOWN = Duration.ofSeconds(3);

  /** How long what was read counts as fresh: bounds the reads that false signatures can cause. */
  static final Duration FRESH = Duration.ofMillis(200);

  /** How many apps, and how many unknown identifiers, are remembered. */
  static final int CAPACITY = 1000;

  private final Registry registry;
  private final InstantSource clock;
  private final Map<String, Remembered> known = new Recent();
  private final Map<String, Remembered> unknown = new Recent();

  /** Remembers the apps of this registry. */
  public CachedRegistry(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * The app of this identifier as it was at most 30 seconds ago; that there is none, at most 3
   * seconds ago.
   */
  @Override
  public Optional<App> app(String appId) {
    return app(appId, () -> {});
  }

  /**
   * The same.
   *
   * @param beside begins other work, if the app has to be read
   */
  public Optional<App> app(String appId, Runnable beside) {
    return app(appId, KNOWN, UNKNOWN, beside);
  }

  /** The app of this identifier as it was at most 200 milliseconds ago. */
  public Optional<App> freshApp(String appId) {
    return app(appId, FRESH, FRESH, () -> {});
  }

  @Override
  public Optional<Bot> bot(String botId) {
    return registry.bot(botId);
  }

  @Override
  public List<Bot> botsOf(String account) {
    return registry.botsOf(account);
  }

  @Override
  public List<Bot> bots(Consumer<UnreadableItemException> unreadable) {
    return registry.bots(unreadable);
  }

  @Override
  public List<Bot> sweptBots(Consumer<UnreadableItemException> unreadable) {
    return registry.sweptBots(unreadable);
  }

  private Optional<App> app(
      String appId, Duration whileKnown, Duration whileUnknown, Runnable beside) {
    Instant now = clock.instant();
    synchronized (known) {
      Remembered app = known.get(appId);
      if (app != null && app.isYoungerThan(whileKnown, now)) {
        return app.app();
      }
      Remembered none = unknown.get(appId);
      if (none != null && none.isYoungerThan(whileUnknown, now)) {
        return Optional.empty();
      }
    }
    beside.run();
    // Outside the lock: a slow read holds up nobody else. Two may read the same app at once.
    Optional<App> read = registry.app(appId);
    synchronized (known) {
      known.remove(appId);
      unknown.remove(appId);
      (read.isPresent() ? known : unknown).put(appId, new Remembered(read, now));
    }
    return read;
  }

  private record Remembered(Optional<App> app, Instant since) {
    boolean isYoungerThan(Duration age, Instant now) {
      return now.isBefore(since.plus(age)) && !now.isBefore(since);
    }
  }

  /** Forgets what was asked for longest ago. */
  private static final class Recent extends LinkedHashMap<String, Remembered> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
      return size() > CAPACITY;
    }
  }
}
