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
  /**
   * Returns the settings after this change.
   *
   * @param standard the settings with which the bot was registered
   */
  public MessageSettings appliedTo(MessageSettings now, MessageSettings standard) {
    PiiRedaction redaction = now.piiRedaction();
    PiiRedaction standardRedaction = standard.piiRedaction();
    return new MessageSettings(
        keep.on(now.keep(), standard.keep()),
        retentionDays.on(now.retentionDays(), standard.retentionDays()),
        new PiiRedaction(
            redact.on(redaction.enabled(), standardRedaction.enabled()),
            patterns.on(redaction.patterns(), standardRedaction.patterns())));
  }
}
