package org.conversationsessions.application.closing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.conversationsessions.domain.registry.BotId;

/**
 * A job that closes many live sessions of a bot (contract, section 4.1). A bot has one job at a
 * time.
 *
 * @param id {@code csj-} and a UUID
 * @param bot the bot whose sessions it closes
 * @param total the number of sessions that matched when the job was requested; it closes no others
 * @param closed the number of sessions closed so far. It is too low if the service died between a
 *     closing and the report of it
 * @param requestedAt when it was requested
 * @param completedAt when no session was left to close; empty: it is not complete
 */
public record ClosingJob(
    String id,
    BotId bot,
    int total,
    int closed,
    Instant requestedAt,
    Optional<Instant> completedAt) {
  private static final Pattern FORM =
      Pattern.compile("csj-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Returns a new job. */
  static ClosingJob of(UUID uuid, BotId bot, int total, Instant now) {
    return new ClosingJob("csj-" + uuid, bot, total, 0, now, Optional.empty());
  }

  /** Returns whether a text has the form of a job's identifier. */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }
}
