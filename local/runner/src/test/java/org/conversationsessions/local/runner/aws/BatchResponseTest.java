package org.conversationsessions.local.runner.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {
  private static final Set<String> BATCH = Set.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "null", "{}", "{'batchItemFailures':null}", "{'batchItemFailures':[]}"})
  void noFailuresNamedIsACompleteSuccess(String payload) {
    assertThat(failed(payload)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{'batchItemFailures':'a'}",
        "{'batchItemFailures':['a']}",
        "{'batchItemFailures':[{'itemIdentifier':''}]}",
        "{'batchItemFailures':[{'itemIdentifier':null}]}",
        "{'batchItemFailures':[{'other':'a'}]}",
        "{'batchItemFailures':[{'itemIdentifier':'a'},{'itemIdentifier':'unknown'}]}",
      })
  void anAnswerThatCannotBeUnderstoodIsACompleteFailure(String payload) {
    assertThat(failed(payload)).isEqualTo(BATCH);
    assertThat(BatchResponse.listed(bytes(payload), BATCH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = "{'batchItemFailures':[{'itemIdentifier':'a'},{'itemIdentifier':'c'}]}")
  void listedMessagesFailed(String payload) {
    assertThat(failed(payload)).containsExactlyInAnyOrder("a", "c");
    assertThat(BatchResponse.listed(bytes(payload), BATCH)).contains(Set.of("a", "c"));
  }

  private static Set<String> failed(String payload) {
    return BatchResponse.failed(bytes(payload), BATCH);
  }

  private static byte[] bytes(String payload) {
    return payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
