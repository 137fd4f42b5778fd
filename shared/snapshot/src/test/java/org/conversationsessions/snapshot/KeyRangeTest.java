package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.junit.jupiter.api.Test;

class KeyRangeTest {
  private static JsonObject query(String condition) {
    String query =
        """
        {"KeyConditionExpression":"%s","ExpressionAttributeNames":{"#o":"owner"},
         "ExpressionAttributeValues":{":a":{"S":"a"},":b":{"S":"b"}}}\
        """
            .formatted(condition);
    return JsonReader.read(query, JsonReader.Duplicates.REFUSED).object().orElseThrow();
  }

  @Test
  void readsTheConditionsOfTheStore() {
    assertThat(KeyRange.of(query("#o = :a"))).containsExactly(new KeyRange("owner", "a", "a"));
    assertThat(KeyRange.of(query("#o = :a AND id BETWEEN :a AND :b")))
        .containsExactly(new KeyRange("owner", "a", "a"), new KeyRange("id", "a", "b"));
    assertThat(KeyRange.of(query("kind = :a AND begins_with(#o, :b)")).getLast())
        .isEqualTo(new KeyRange("owner", "b", "b\uffff"));
  }

  @Test
  void anItemWithoutTheAttributeIsInNoRange() {
    KeyRange range = new KeyRange("owner", "a", "b");
    assertThat(range.holds(new JsonObject(Map.of("owner", JsonObject.ofTexts(Map.of("S", "ab"))))))
        .isTrue();
    assertThat(range.holds(JsonObject.EMPTY)).isFalse();
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatThrownBy(() -> KeyRange.of(query("#o > :a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
