package org.conversationsessions.api.settings;

import java.util.List;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.NamedUuid;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.json.JsonWriter;

/** Writes what was published (contract, section 19). */
public final class PublishResponse {
  /** The error for the status of a bot that was never published. */
  public static final ApiError NEVER_PUBLISHED = ApiError.badRequest("resource not found");

  private static final String SETTINGS = "SETTINGS";
  private static final String SETTINGS_NAME = "Settings";

  private PublishResponse() {}

  /** Returns the response to a publication: the only resource that is published here. */
  public static HttpResponse published(PublishedVersion version) {
    JsonWriter json = new JsonWriter().beginArray().beginObject();
    json.name("resourceType").string(SETTINGS).name("status").string("SUCCESS");
    json.name("result").beginObject();
    json.name("resourceId").string(SETTINGS).name("resourceType").string(SETTINGS);
    json.name("modules").beginArray();
    List.of("pii", "custom_script", "advanced").forEach(json::string);
    json.endArray().name("name").string(SETTINGS_NAME);
    json.name("versionComment").string(version.comment());
    json.name("publishedOn").string(WireTime.of(version.publishedAt()));
    json.name("version").number(version.number());
    return HttpResponse.json(json.endObject().endObject().endArray().finish());
  }

  /** Returns the status of a publication. It is one write, so it always has succeeded. */
  public static HttpResponse status(BotId bot, PublishedVersion last) {
    String time = WireTime.of(last.publishedAt());
    JsonWriter json = new JsonWriter().beginObject();
    json.name("_id").string("ds-" + NamedUuid.ofPublication(bot.value(), last.number()));
    json.name("action").string("RUN").name("jobType").string("PUBLISH_BOT");
    json.name("streamId").string(bot.value()).name("__v").number(0);
    json.name("countOfDockStatuses").number(1).name("createdBy").string(last.publishedBy());
    json.name("percentageComplete").number(100).name("requestedTime").string(time);
    json.name("status").string("successful").name("lastModifiedOn").string(time);
    json.name("initiatedOn").string(time).name("statusSummary").beginArray();
    writeSummary(json, SETTINGS, SETTINGS_NAME);
    writeSummary(json, "AUTOVERSIONING", "Creating New Version");
    return HttpResponse.json(json.endArray().endObject().finish());
  }

  private static void writeSummary(JsonWriter json, String id, String name) {
    json.beginObject().name("resourceId").string(id).name("resourceType").string(id);
    json.name("name").string(name).name("status").string("SUCCESS").endObject();
  }

  /** Returns the list of versions. */
  public static HttpResponse versions(List<PublishedVersion> versions) {
    JsonWriter json = new JsonWriter().beginObject().name("versions").beginArray();
    for (PublishedVersion version : versions) {
      json.beginObject().name("version").number(version.number());
      json.name("versionComment").string(version.comment());
      json.name("publishedOn").string(WireTime.of(version.publishedAt()));
      json.name("publishedBy").string(version.publishedBy()).endObject();
    }
    return HttpResponse.json(json.endArray().endObject().finish());
  }
}
