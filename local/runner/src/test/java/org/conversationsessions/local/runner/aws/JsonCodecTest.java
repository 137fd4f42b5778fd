package org.conversationsessions.local.runner.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
  @Test
  void aLoneSurrogateOutlivesTheWayThroughBytes() throws IOException {
    Map<String, Object> value = Map.of("a", "mia\ud83d", "b", "\udc00\ud83d\ude00é");
    String text = JsonCodec.write(value);

    assertThat(text).contains("mia\\ud83d", "\\udc00\ud83d\ude00é");
    assertThat(JsonCodec.object(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(value);
  }

  @Test
  void otherTextIsWrittenAsItIs() {
    assertThat(JsonCodec.write(Map.of("a", "é😀\n"))).isEqualTo("{\"a\":\"é😀\\n\"}");
  }
}
