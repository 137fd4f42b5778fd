package org.conversationsessions.domain.state;

/**
 * Counters of what has been cleared of a conversation's state. They are stored with the
 * conversation, so they change in the same write as the closing or the event that clears.
 *
 * @param epoch when the counting began, in milliseconds since 1970; 0 before the conversation's
 *     first event. A conversation that was forgotten because its last session expired begins anew.
 * @param closings the number of closings of the conversation
 * @param variablesWiped all variables set before this many closings are cleared, including those
 *     with a time to live
 * @param profilesWiped all authorisation profiles set before this many closings are cleared
 * @param allWiped everything set before this many closings is cleared
 * @param discards how often the dialog was discarded
 * @param discardedAll the ordinal number of the last discard that discarded all; 0 if none did
 */
public record ClearMarkers(
    long epoch,
    int closings,
    int variablesWiped,
    int profilesWiped,
    int allWiped,
    int discards,
    int discardedAll) {
  /** Nothing cleared yet. */
  public static final ClearMarkers NONE = new ClearMarkers(0, 0, 0, 0, 0, 0, 0);

  /** Returns these markers with the beginning of the counting, unless they have one. */
  public ClearMarkers begunAt(long epochMilli) {
    return epoch != 0
        ? this
        : new ClearMarkers(
            epochMilli, closings, variablesWiped, profilesWiped, allWiped, discards, discardedAll);
  }

  /**
   * Returns the markers after one more closing (contract, sections 7 and 8).
   *
   * @param everything whether everything is cleared: the chat window was reloaded
   * @param profiles whether all authorisation profiles and variables are cleared
   */
  public ClearMarkers closed(boolean everything, boolean profiles) {
    int now = closings + 1;
    return new ClearMarkers(
        epoch,
        now,
        profiles ? now : variablesWiped,
        profiles ? now : profilesWiped,
        everything ? now : allWiped,
        discards,
        discardedAll);
  }

  /**
   * Returns the markers after the user discarded the dialog. That clears its context and sets the
   * tags back to the last historic ones.
   */
  public ClearMarkers discarded() {
    return new ClearMarkers(
        epoch, closings, variablesWiped, profilesWiped, allWiped, discards + 1, discardedAll);
  }

  /**
   * Returns the markers after the user discarded all. That clears the dialog's context, all tags
   * and the sentiment.
   */
  public ClearMarkers allDiscarded() {
    int now = discards + 1;
    return new ClearMarkers(epoch, closings, variablesWiped, profilesWiped, allWiped, now, now);
  }
}
