package org.conversationsessions.domain.settings;

/**
 * Whether and how a bot's messages are kept (contract, section 9).
 *
 * @param keep whether messages are kept
 * @param retentionDays days that a message is kept from its recording, at most {@value
 *     #MAX_RETENTION_DAYS}; 0: the deployment's retention
 * @param piiRedaction what is redacted before a message is stored
 */
public record MessageSettings(boolean keep, int retentionDays, PiiRedaction piiRedaction) {
  /** The longest retention, in days. */
  public static final int MAX_RETENTION_DAYS = 36_500;

  /** The settings of a bot that was registered before there were messages: none are kept. */
  public static final MessageSettings NONE = new MessageSettings(false, 0, PiiRedaction.OFF);

  /** The settings with which a bot is registered. */
  public static final MessageSettings OF_NEW_BOT = new MessageSettings(true, 0, PiiRedaction.OFF);

  /**
   * Validates the retention.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public MessageSettings {
    if (retentionDays < 0 || retentionDays > MAX_RETENTION_DAYS) {
      throw new IllegalArgumentException("messages are kept for 0 to 36500 days");
    }
  }

  /**
   * Returns the settings that apply in a deployment: messages are kept only if it allows that, and
   * never longer than its retention. {@code retentionDays} is then the whole answer; 0 means for
   * ever.
   */
  public MessageSettings under(ServiceConfig config) {
    long deployments = config.retention().toDays();
    long days =
        deployments == 0 || (retentionDays != 0 && retentionDays < deployments)
            ? retentionDays
            : deployments;
    return new MessageSettings(
        keep && config.keepMessages(), (int) Math.min(days, MAX_RETENTION_DAYS), piiRedaction);
  }
}
