package org.conversationsessions.functions.managesessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;
import org.conversationsessions.snapshot.TestStage;
import org.junit.jupiter.api.Test;

class RehearsedCallsTest {
  @Test
  void settingsAreShownAndChanged() {
    List<Integer> written = new ArrayList<>();
    try (Stage stage = TestStage.set()) {
      ManageSessionsHandler handler = new ManageSessionsHandler(stage.store());
      for (Call call : RehearsedCalls.ALL) {
        stage.answer(handler, call);
        written.add(stage.written());
      }
    }
    // The call counted for the limit; the bot and its settings.
    assertThat(written).containsExactly(1, 3);
  }
}
