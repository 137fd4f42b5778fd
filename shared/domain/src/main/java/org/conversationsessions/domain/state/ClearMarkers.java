package org.conversationsessions.domain.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Clear markers: counters that decide which parts of a conversation's state are cleared. They are
 * stored with the conversation, so they change in the same write as the closing or the event that
 * clears.
 *
 * @param epoch when the counting began, in milliseconds since 1970; 0 before the conversation's
 *     first event. A conversation that has expired begins with a new epoch.
 * @param closings the number of closings of the conversation
 * @param variablesClearedBefore all variables set before this many closings are cleared, including
 *     those with a time to live
 * @param profilesClearedBefore all authorisation profiles set before this many closings are cleared
 * @param allClearedBefore everything set before this many closings is cleared
 * @param discards how often the dialog was discarded
 * @param lastDiscardOfAll the ordinal number of the last discard that discarded all; 0 if none did
 */
public record ClearMarkers(
    long epoch,
    int closings,
    int variablesClearedBefore,
    int profilesClearedBefore,
    int allClearedBefore,
    int discards,
    int lastDiscardOfAll) {
  /** Nothing cleared yet. */
  public static final ClearMarkers NONE = new ClearMarkers(0, 0, 0, 0, 0, 0, 0);

  /** Returns these markers with an epoch, unless they have one. */
  public ClearMarkers withEpoch(long epochMilli) {
    return epoch != 0
        ? this
        : new ClearMarkers(
            epochMilli,
            closings,
            variablesClearedBefore,
            profilesClearedBefore,
            allClearedBefore,
            discards,
            lastDiscardOfAll);
  }

  /**
   * Returns the markers after one more closing (contract, sections 7 and 8).
   *
   * @param clearsAll whether everything is cleared: the chat window was reloaded
   * @param clearsProfiles whether all authorisation profiles and variables are cleared
   */
  public ClearMarkers afterClosing(boolean clearsAll, boolean clearsProfiles) {
    int ordinal = closings + 1;
    return new ClearMarkers(
        epoch,
        ordinal,
        clearsProfiles ? ordinal : variablesClearedBefore,
        clearsProfiles ? ordinal : profilesClearedBefore,
        clearsAll ? ordinal : allClearedBefore,
        discards,
        lastDiscardOfAll);
  }

  /**
   * Returns the markers after the user discarded the dialog. That clears its context and sets the
   * tags back to the last historic ones.
   */
  public ClearMarkers afterDiscard() {
    return new ClearMarkers(
        epoch,
        closings,
        variablesClearedBefore,
        profilesClearedBefore,
        allClearedBefore,
        discards + 1,
        lastDiscardOfAll);
  }

  /**
   * Returns the markers after the user discarded all. That clears the dialog's context, all tags
   * and the sentiment.
   */
  public ClearMarkers afterDiscardOfAll() {
    int ordinal = discards + 1;
    return new ClearMarkers(
        epoch,
        closings,
        variablesClearedBefore,
        profilesClearedBefore,
        allClearedBefore,
        ordinal,
        ordinal);
  }

  /**
   * Returns the names of the parts of the state that were cleared since earlier markers, for debug
   * logs (contract, section 18).
   */
  public List<String> clearedSince(ClearMarkers before) {
    if (allClearedBefore != before.allClearedBefore) {
      return List.of("everything");
    }
    List<String> parts = new ArrayList<>();
    if (closings != before.closings || discards != before.discards) {
      parts.add("dialogContext");
    }
    if (closings != before.closings) {
      parts.add("variables");
    }
    if (variablesClearedBefore != before.variablesClearedBefore) {
      parts.add("variablesWithTimeToLive");
    }
    if (profilesClearedBefore != before.profilesClearedBefore) {
      parts.add("profiles");
    }
    if (discards != before.discards) {
      parts.add("contextTags");
    }
    if (lastDiscardOfAll != before.lastDiscardOfAll) {
      parts.add("sentiment");
    }
    return parts;
  }
}
