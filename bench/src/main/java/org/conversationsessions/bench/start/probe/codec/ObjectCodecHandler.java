package org.conversationsessions.bench.start.probe.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jackson's mapping of objects, which finds their fields by reflection. */
public final class ObjectCodecHandler extends PageHandler {
  private final JsonMapper mapper =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** As Lambda makes it. */
  public ObjectCodecHandler() throws IOException {}

  ObjectCodecHandler(Path rows) throws IOException {
    super(rows);
  }

  private record Request(
      Map<String, String> headers, Map<String, String> pathParameters, String body) {}

  private record Body(String dateFrom, String dateTo, int limit) {}

  private record Whole(int statusCode, Map<String, String> headers, String body) {}

  private record Page(int total, List<Session> sessions) {}

  private record Session(
      String sessionId,
      String botId,
      String channel,
      String userId,
      @JsonProperty("start_time") String startTime,
      @JsonProperty("end_time") String endTime,
      @JsonProperty("session_lang") String language,
      String sessionType,
      String containmentType,
      String sessionStatus,
      @JsonProperty("isDeveloper") boolean developer,
      Tags tags,
      int noOfMessagesExchanged,
      int noOfTasksExecuted) {}

  private record Tags(List<Tag> userTags, List<Tag> sessionTags) {}

  private record Tag(String name, String value) {}

  @Override
  Asked read(InputStream event) throws IOException {
    Request request = mapper.readValue(event, Request.class);
    Body body = mapper.readValue(request.body, Body.class);
    return new Asked(
        request.headers.getOrDefault("auth", ""),
        request.pathParameters.getOrDefault("botId", ""),
        body.dateFrom,
        body.dateTo,
        body.limit);
  }

  @Override
  void write(List<PageRow> page, OutputStream answer) throws IOException {
    Page body = new Page(page.size(), page.stream().map(ObjectCodecHandler::session).toList());
    mapper.writeValue(
        answer,
        new Whole(
            200, Map.of("content-type", "application/json"), mapper.writeValueAsString(body)));
  }

  private static Session session(PageRow row) {
    List<String> texts = row.texts();
    return new Session(
        texts.get(0),
        texts.get(1),
        texts.get(2),
        texts.get(3),
        texts.get(4),
        texts.get(5),
        texts.get(6),
        texts.get(7),
        texts.get(8),
        texts.get(9),
        row.developer(),
        new Tags(tags(row.userTags()), tags(row.sessionTags())),
        row.messages(),
        row.tasks());
  }

  private static List<Tag> tags(List<String> tags) {
    List<Tag> all = new ArrayList<>();
    for (int tag = 0; tag < tags.size(); tag += 2) {
      all.add(new Tag(tags.get(tag), tags.get(tag + 1)));
    }
    return all;
  }
}
