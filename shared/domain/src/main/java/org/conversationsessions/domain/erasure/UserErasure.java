package org.conversationsessions.domain.erasure;

import java.time.Instant;
import java.util.List;
import org.conversationsessions.domain.registry.BotId;

/**
 * A request to erase all data of end users. Its targets are numbered: all end users of the first
 * bot, then those of the second.
 *
 * @param account the account that asked
 * @param createdAt when it was made
 * @param allBots whether it was for all bots of the account
 * @param bots the bots, at least one unless the account has none, at most {@value #MAX_BOTS}
 * @param subjects the end users, at least one
 */
public record UserErasure(
    ErasureId id,
    String account,
    Instant createdAt,
    boolean allBots,
    List<BotId> bots,
    List<DataSubject> subjects)
    implements Erasure {
  /**
   * The most bots. A request is stored as one item of at most 400 KB: 70 bytes for each bot, and
   * 1,300 for each of 100 end users.
   */
  public static final int MAX_BOTS = 3000;

  /** Copies the lists. */
  public UserErasure {
    bots = List.copyOf(bots);
    subjects = List.copyOf(subjects);
  }

  /** Returns the number of targets. */
  public int targets() {
    return bots.size() * subjects.size();
  }

  /** Returns a target. */
  public ErasureTarget target(int number) {
    return new ErasureTarget(bots.get(number / subjects.size()), subjects.get(subjectOf(number)));
  }

  /** Returns the number of a target's end user. */
  public int subjectOf(int target) {
    return target % subjects.size();
  }

  /** Returns the number of the target of a bot and an end user. */
  public int targetNumber(int bot, int subject) {
    return bot * subjects.size() + subject;
  }

  /** Returns a target's mark. */
  public ErasureMark mark(int number) {
    return new ErasureMark(id, number, target(number));
  }
}
