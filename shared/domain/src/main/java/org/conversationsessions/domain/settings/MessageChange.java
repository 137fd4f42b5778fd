package org.conversationsessions.domain.settings;

import java.util.List;
import org.conversationsessions.domain.Edit;

/**
 * A change of a bot's settings for messages, field by field. Dropping a field restores its default.
 *
 * @param keep see {@link MessageSettings}
 * @param retentionDays see {@link MessageSettings}
 * @param redact whether patterns are applied, see {@link PiiRedaction}
 * @param patterns see {@link PiiRedaction}
 */
public record MessageChange(
    Edit<Boolean> keep,
    Edit<Integer> retentionDays,
    Edit<Boolean> redact,
    Edit<List<PiiPattern>> patterns) {
  /** Changes nothing. */
  public static final MessageChange NONE =
      new MessageChange(new Edit.Keep<>(), new Edit.Keep<>(), new Edit.Keep<>(), new Edit.Keep<>());

  /** Returns the change that sets all settings for messages. */
  static MessageChange to(MessageSettings settings) {
    return new MessageChange(
        new Edit.Put<>(settings.keep()),
        new Edit.Put<>(settings.retentionDays()),
        new Edit.Put<>(settings.piiRedaction().enabled()),
        new Edit.Put<>(settings.piiRedaction().patterns()));
  }

  /** Returns one change that does what this one and then a later one does. */
  MessageChange followedBy(MessageChange later) {
    return new MessageChange(
        keep.followedBy(later.keep),
        retentionDays.followedBy(later.retentionDays),
        redact.followedBy(later.redact),
        patterns.followedBy(later.patterns));
  }

  /**
   * Returns the settings after this change.
   *
   * @param defaults the settings with which the bot was registered
   */
  public MessageSettings appliedTo(MessageSettings current, MessageSettings defaults) {
    PiiRedaction redaction = current.piiRedaction();
    PiiRedaction defaultRedaction = defaults.piiRedaction();
    return new MessageSettings(
        keep.applyTo(current.keep(), defaults.keep()),
        retentionDays.applyTo(current.retentionDays(), defaults.retentionDays()),
        new PiiRedaction(
            redact.applyTo(redaction.enabled(), defaultRedaction.enabled()),
            patterns.applyTo(redaction.patterns(), defaultRedaction.patterns())));
  }
}
