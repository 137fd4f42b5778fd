package org.conversationsessions.domain.settings;

/**
 * The drafted change of a bot's settings (contract, section 19). Only what it names is drafted: the
 * rest follows the settings in force.
 *
 * @param revision how often the draft was written, published or removed; for optimistic locking
 * @param change what is drafted; {@link SettingsChange#NONE} if nothing is
 */
public record SettingsDraft(long revision, SettingsChange change) {
  /** The draft of a bot that never had one. */
  public static final SettingsDraft NONE = new SettingsDraft(0, SettingsChange.NONE);

  /** Returns whether nothing is drafted. */
  public boolean isEmpty() {
    return change.equals(SettingsChange.NONE);
  }

  /** Returns this draft with a further change. */
  public SettingsDraft with(SettingsChange more) {
    return new SettingsDraft(revision, change.followedBy(more));
  }

  /** Returns this draft without any change. */
  public SettingsDraft emptied() {
    return new SettingsDraft(revision, SettingsChange.NONE);
  }

  /** Returns this draft as it is stored next. */
  public SettingsDraft written() {
    return new SettingsDraft(revision + 1, change);
  }
}
