package org.conversationsessions.functions.recordactivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;
import org.conversationsessions.snapshot.TestStage;
import org.junit.jupiter.api.Test;

class RehearsedCallsTest {
  @Test
  void aMessageIsOneWriteAndANewSessionThree() {
    List<Integer> written = new ArrayList<>();
    try (Stage stage = TestStage.set()) {
      RecordActivityHandler handler = new RecordActivityHandler(stage.store());
      for (Call call : RehearsedCalls.ALL) {
        stage.answer(handler, call);
        written.add(stage.written());
      }
    }
    // The conversation; with its session's record and its entry for the sweep.
    assertThat(written).containsExactly(1, 3);
  }
}
