package org.conversationsessions.domain.state;



/**
 * What has been cleared of a conversation's state, counted on the conversation itself: so it
 * changes with the closing or the event that clears, in the same write.
 *
 * @param epoch when the count began, in milliseconds since 1970; 0 before the conversation's first
 *     event. A conversation that was forgotten, because its last session expired, begins anew.
 * @param closings how many sessions of the conversation were closed
 * @param variablesWiped all variables set before this many closings are gone, those with a time to
 *     live too
 * @param profilesWiped all authorisation profiles set before this many closings are gone
 * @param allWiped everything set before this many closings is gone
 * @param discards how many times the dialog was discarded
 * @param discardedAll the last of these discards that discarded all; 0 if none did
 */
public record ClearMarkers(
    long epoch,
    int closings,
    int variablesWiped,
    int profilesWiped,
    int allWiped,
    int discards,
    int discardedAll) {
  /** Nothing was cleared yet. */
  public static final ClearMarkers NONE = new ClearMarkers(0, 0, 0, 0, 0, 0, 0);

  /** These marks, begun at an instant unless they were begun before. */
  public ClearMarkers begunAt(long epochMilli) {
    return epoch != 0
        ? this
        : new ClearMarkers(
            epochMilli, closings, variablesWiped, profilesWiped, allWiped, discards, discardedAll);
  }

  /**
   * After one more closing (contract, sections 7 and 8).
   *
   * @param everything whether nothing at all is to be left: the chat window was reloaded
   * @param profiles whether all authorisation profiles and variables go
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
   * After the user discarded the dialog: its context goes, and the tags go back to the last
   * historic ones.
   */
  public ClearMarkers discarded() {
    return new ClearMarkers(
        epoch, closings, variablesWiped, profilesWiped, allWiped, discards + 1, discardedAll);
  }

  /** After the user discarded all: the dialog's context, all tags and the sentiment go. */
  public ClearMarkers allDiscarded() {
    int now = discards + 1;
    return new ClearMarkers(epoch, closings, variablesWiped, profilesWiped, allWiped, now, now);
  }
}
