package org.conversationsessions.bench.start.probe.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private List<PageHandler> handlers = List.of();

  @BeforeEach
  void keepAPage() throws IOException {
    Path rows = Files.write(folder.resolve("rows"), PageRows.of(whole(page(3))));
    handlers =
        List.of(
            new OwnCodecHandler(rows),
            new StreamingCodecHandler(rows),
            new TreeCodecHandler(rows),
            new ObjectCodecHandler(rows));
  }

  private static ObjectNode page(int size) {
    ObjectNode page = JSON.createObjectNode().put("total", size);
    ArrayNode sessions = page.putArray("sessions");
    for (int number = 0; number < size; number++) {
      ObjectNode session = sessions.addObject();
      PageRow.TEXTS.forEach(field -> session.put(field, "ein \"Wert\" für " + field));
      session.put("sessionId", "id-" + number).put("botId", "st-1");
      session.put("isDeveloper", number == 1);
      ObjectNode tags = session.putObject("tags");
      ArrayNode ofUser = tags.putArray("userTags");
      for (int tag = 0; tag < number; tag++) {
        ofUser.addObject().put("name", "n" + tag).put("value", "\\");
      }
      tags.putArray("sessionTags").addObject().put("name", "plan").put("value", "🙂");
      session.put("noOfMessagesExchanged", 7 + number).put("noOfTasksExecuted", number);
    }
    return page;
  }

  private static byte[] whole(ObjectNode page) throws IOException {
    ObjectNode answer = JSON.createObjectNode().put("statusCode", 200);
    answer.putObject("headers").put("content-type", "application/json");
    return JSON.writeValueAsBytes(answer.put("body", JSON.writeValueAsString(page)));
  }

  private static byte[] event(String bot, int limit) throws IOException {
    return JSON.writeValueAsBytes(
        Map.of(
            "version",
            "2.0",
            "headers",
            Map.of("auth", "a.b.c", "accept", "*/*"),
            "requestContext",
            Map.of("http", Map.of("method", "POST")),
            "pathParameters",
            Map.of("botId", bot),
            "body",
            "{\"dateFrom\":\"2024-05-01\",\"dateTo\":\"2024-05-02\",\"limit\":" + limit + "}",
            "isBase64Encoded",
            false));
  }

  private static JsonNode answer(PageHandler handler, byte[] event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.answer(new ByteArrayInputStream(event), answer);
    return JSON.readTree(answer.toString(UTF_8));
  }

  @Test
  void eachCodecWritesTheSamePage() throws IOException {
    for (PageHandler handler : handlers) {
      JsonNode answer = answer(handler, event("st-1", 3));
      assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
      assertThat(JSON.readTree(answer.path("body").asText()))
          .as(handler.getClass().getSimpleName())
          .isEqualTo(page(3));
    }
  }

  @Test
  void eachCodecReadsTheSameOfARequest() throws IOException {
    for (PageHandler handler : handlers) {
      assertThat(handler.read(new ByteArrayInputStream(event("st-2", 5))))
          .isEqualTo(new PageHandler.Asked("a.b.c", "st-2", "2024-05-01", "2024-05-02", 5));
      assertThat(JSON.readTree(answer(handler, event("st-1", 2)).path("body").asText()))
          .isEqualTo(page(2));
      assertThatThrownBy(() -> answer(handler, event("st-2", 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("st-2");
    }
  }
}
