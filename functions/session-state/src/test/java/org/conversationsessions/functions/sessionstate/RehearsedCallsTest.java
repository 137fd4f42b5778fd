package org.conversationsessions.functions.sessionstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;
import org.conversationsessions.snapshot.TestStage;
import org.junit.jupiter.api.Test;

class RehearsedCallsTest {
  @Test
  void aStateIsShownChangedAndCleared() {
    List<Integer> written = new ArrayList<>();
    try (Stage stage = TestStage.set()) {
      SessionStateHandler handler = new SessionStateHandler(stage.store());
      for (Call call : RehearsedCalls.ALL) {
        stage.answer(handler, call);
        written.add(stage.written());
      }
    }
    // The state.
    assertThat(written).containsExactly(0, 1, 1);
  }
}
