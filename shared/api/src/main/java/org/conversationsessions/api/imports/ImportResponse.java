package org.conversationsessions.api.imports;

import java.util.List;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.BotImport.Line;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.ImportStatus;
import org.conversationsessions.domain.imports.ImportStep;
import org.conversationsessions.json.JsonWriter;

/** Responses about uploads and imports (contract, section 19). */
public final class ImportResponse {
  private ImportResponse() {}

  /** Returns the response to an upload. */
  public static HttpResponse uploaded(FileId file) {
    return HttpResponse.json(
        new JsonWriter().beginObject().name("fileId").string(file.value()).endObject().finish());
  }

  /**
   * Returns the response to a request for an import: as Kore.ai's, it is pending whatever has come
   * of it.
   */
  public static HttpResponse accepted(BotImport begun) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("_id").string(begun.id().value());
    json.name("streamRefId").string(begun.bot().value());
    json.name("status").string(ImportStatus.PENDING.wire());
    write(json, begun, begun.lines().subList(0, 1));
    return HttpResponse.json(json.endObject().finish());
  }

  /** Returns the status of an import. It names no bot if none was made. */
  public static HttpResponse of(BotImport state) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("_id").string(state.id().value());
    json.name("streamRefId").string(state.bot().value());
    if (!state.isNewBot() || state.status() != ImportStatus.FAILED) {
      json.name("streamId").string(state.bot().value());
    }
    json.name("status").string(state.status().wire());
    write(json, state, state.lines());
    return HttpResponse.json(json.endObject().finish());
  }

  private static void write(JsonWriter json, BotImport state, List<Line> lines) {
    json.name("statusLogs").beginArray();
    lines.forEach(line -> write(json, state, line));
    json.endArray();
    json.name("requestType").string("Botimport");
    json.name("createdBy").string(state.createdBy());
    json.name("createdOn").string(WireTime.of(state.createdAt()));
    json.name("__v").number(0);
  }

  private static void write(JsonWriter json, BotImport state, Line line) {
    json.beginObject();
    json.name("taskType").string(line.step().wire());
    json.name("taskName").string(namesBot(line.step()) ? state.name() : line.step().wire());
    json.name("status").string(line.status().wire());
    line.message().ifPresent(message -> json.name("message").string(message));
    json.endObject();
  }

  private static boolean namesBot(ImportStep step) {
    return step == ImportStep.REQUEST || step == ImportStep.DEFINITION || step == ImportStep.BOT;
  }
}
