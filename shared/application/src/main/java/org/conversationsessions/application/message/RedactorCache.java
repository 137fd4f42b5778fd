package org.conversationsessions.application.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.conversationsessions.domain.settings.PiiRedaction;

/**
 * The redactors of the bots that were served last. Changed settings are other settings, so they
 * hold at once. Thread-safe.
 */
public final class RedactorCache {
  /** The most redactors in the cache. */
  static final int CAPACITY = 100;

  private final RandomGenerator random;
  private final Map<PiiRedaction, Redactor> cache = new Recent();

  /**
   * Creates an empty cache.
   *
   * @param random generates what stands in place of redacted data; safe for several threads
   */
  public RedactorCache(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Returns the redactor for these settings.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if a pattern does not
   *     compile
   */
  public Redactor of(PiiRedaction redaction) {
    synchronized (cache) {
      Redactor cached = cache.get(redaction);
      if (cached != null) {
        return cached;
      }
    }
    // Outside the lock: patterns of one bot must not delay others.
    Redactor redactor = new Redactor(redaction, random);
    synchronized (cache) {
      cache.put(redaction, redactor);
    }
    return redactor;
  }

  /** A map that evicts the entry that was used longest ago. */
  private static final class Recent extends LinkedHashMap<PiiRedaction, Redactor> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<PiiRedaction, Redactor> eldest) {
      return size() > CAPACITY;
    }
  }
}
