package org.conversationsessions.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which parts of the state were cleared, for debug logs (contract, section 18). */
class ClearMarkersTest {
  private static final ClearMarkers BEFORE = new ClearMarkers(1, 2, 1, 1, 0, 3, 2);

  @Test
  void theSameMarkersClearNothing() {
    assertThat(BEFORE.clearedSince(BEFORE)).isEmpty();
    assertThat(ClearMarkers.NONE.withEpoch(5).clearedSince(ClearMarkers.NONE)).isEmpty();
  }

  @Test
  void aClosingClearsTheDialogAndVariables() {
    assertThat(BEFORE.afterClosing(false, false).clearedSince(BEFORE))
        .containsExactly("dialogContext", "variables");
  }

  @Test
  void aClosingMayClearProfilesAndAllVariables() {
    assertThat(BEFORE.afterClosing(false, true).clearedSince(BEFORE))
        .containsExactly("dialogContext", "variables", "variablesWithTimeToLive", "profiles");
  }

  @Test
  void aReloadClearsEverything() {
    assertThat(BEFORE.afterClosing(true, true).clearedSince(BEFORE)).containsExactly("everything");
  }

  @Test
  void aDiscardClearsTheDialogAndItsTags() {
    assertThat(BEFORE.afterDiscard().clearedSince(BEFORE))
        .containsExactly("dialogContext", "contextTags");
    assertThat(BEFORE.afterDiscardOfAll().clearedSince(BEFORE))
        .containsExactly("dialogContext", "contextTags", "sentiment");
  }
}
