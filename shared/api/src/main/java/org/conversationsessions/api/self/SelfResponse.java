package org.conversationsessions.api.self;

import java.util.List;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.json.JsonWriter;

/** Writes who a token's app is and which bots it reaches. */
public final class SelfResponse {
  private SelfResponse() {}

  /**
   * Returns the response.
   *
   * @param bots the registered bots that the app reaches
   */
  public static HttpResponse of(App app, List<Bot> bots) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("appId").string(app.appId()).name("account").string(app.account());
    json.name("kind").string(app.kind().wire()).name("scopes").beginArray();
    app.scopes().stream().map(Scope::wire).sorted().forEach(json::string);
    json.endArray().name("bots").beginArray();
    bots.forEach(bot -> write(bot, json));
    return HttpResponse.json(json.endArray().endObject().finish());
  }

  private static void write(Bot bot, JsonWriter json) {
    json.beginObject().name("botId").string(bot.id().value()).name("name");
    bot.name().ifPresentOrElse(json::string, json::nullValue);
    json.endObject();
  }
}
