package org.conversationsessions.local.runner.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void aLoneSurrogateOutlivesTheWayThroughBytes() throws IOException {
    Map<String, Object> value = Map.of("a", "mia\ud83d", "b", "\udc00\ud83d\ude00é");
    String text = Json.write(value);

    assertThat(text).contains("mia\\ud83d", "\\udc00\ud83d\ude00é");
    assertThat(Json.object(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(value);
  }

  @Test
  void otherTextIsWrittenAsItIs() {
    assertThat(Json.write(Map.of("a", "é😀\n"))).isEqualTo("{\"a\":\"é😀\\n\"}");
  }
}
