package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: drafts, publish, status, versions, restore")
class PublicationAcceptanceIT {
  private final TestBot bot = TestBot.create();

  @Test
  void whatIsDraftedHoldsFromThePublicationOn() {
    String held = bot.settings().text();
    draft(Map.of("inactivityDuration", 45, "closureMessages", List.of("Bye")));
    JsonNode drafted = draft(Map.of("defaultLanguage", "fi"));

    assertThat(drafted.path("drafted").toString())
        .isEqualTo("[\"inactivityDuration\",\"closureMessages\",\"defaultLanguage\"]");
    assertThat(call("GET", "manageSessions?draft=true").json()).isEqualTo(drafted);
    assertThat(bot.settings().text()).isEqualTo(held);

    bot.settings(Map.of("clearAuthProfiles", true));
    Answer published = publish(Map.of("versionComment", "Finnish \ud83d\ude00"));

    assertThat(published.json().at("/0/result/version").asInt()).isEqualTo(2);
    JsonNode now = bot.settings().json();
    assertThat(now.path("inactivityDuration").asInt()).isEqualTo(45);
    assertThat(now.path("defaultLanguage").asText()).isEqualTo("fi");
    assertThat(now.path("clearAuthProfiles").asBoolean()).as("changed beside the draft").isTrue();
    assertThat(call("GET", "manageSessions?draft=true").json().path("drafted")).isEmpty();
    JsonNode version = view("versions").json().path("versions").path(0);
    assertThat(version.path("versionComment").asText()).isEqualTo("Finnish \ud83d\ude00");
    assertThat(version.path("publishedOn")).isEqualTo(published.json().at("/0/result/publishedOn"));
    assertThat(version.path("publishedBy").asText()).isEqualTo(bot.admin().app().appId());
  }

  @Test
  void aRestoredVersionIsPublishedAgainAndADraftStays() {
    bot.settings(
        Map.of(
            "customScript", "koreUtil.ClearAllAuthProfiles()",
            "piiRedaction", Map.of("enabled", true, "patterns", List.of()),
            "excludedChannels", List.of()));
    String first = bot.settings().text();
    publish(Map.of("versionComment", "first"));
    Map<String, Object> defaults = new HashMap<>();
    for (String name : List.of("customScript", "piiRedaction", "excludedChannels")) {
      defaults.put(name, null);
    }
    bot.settings(defaults);
    draft(Map.of("defaultLanguage", "fi"));

    assertThat(publish(Map.of("versionComment", "back", "restoreVersion", 2)).status())
        .isEqualTo(200);

    assertThat(bot.settings().text()).isEqualTo(first);
    assertThat(call("GET", "manageSessions?draft=true").json().path("drafted").toString())
        .isEqualTo("[\"defaultLanguage\"]");
    assertThat(view("versions").json().path("versions"))
        .extracting(version -> version.path("versionComment").asText())
        .containsExactly("back", "first");
    assertThat(publish(Map.of("versionComment", "no", "restoreVersion", 3)).brief())
        .isEqualTo(
            Expected.error(400, "restoreVersion: no published version has the number 3", 400));
  }

  @Test
  void theStatusIsTheLastPublications() {
    assertThat(view("status").brief()).isEqualTo(Expected.error(400, "resource not found", 400));
    publish(Map.of("versionComment", "one"));
    String one = view("status").json().path("_id").asText();
    publish(Map.of("versionComment", "two"));

    JsonNode status = view("status").json();
    assertThat(status.path("status").asText()).isEqualTo("successful");
    assertThat(status.path("streamId").asText()).isEqualTo(bot.id().value());
    assertThat(status.path("_id").asText()).startsWith("ds-").isNotEqualTo(one);
    for (String path :
        List.of(
            "/api/public/stream/%s/publish/status",
            "/api/public/bot/%s/publish/status/", "/api/1.1/public/bot/%s/publish/status/")) {
      assertThat(admin("GET", path.formatted(bot.id()), "").json()).isEqualTo(status);
    }
    assertThat(admin("GET", bot.path("publish/statuses"), "").brief())
        .isEqualTo(Expected.METHOD_NOT_ALLOWED);
  }

  @Test
  void aDraftIsRemovedWithoutATrace() {
    String held = bot.settings().text();
    draft(Map.of("inactivityDuration", 45));

    assertThat(call("DELETE", "manageSessions?draft=true").json().path("drafted")).isEmpty();
    publish(Map.of("versionComment", "nothing new"));

    assertThat(bot.settings().text()).isEqualTo(held);
  }

  @Test
  void changesAndPublicationsAtOnceLoseNothing() {
    List<Answer> answers =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(
                at ->
                    switch (at % 4) {
                      case 0 -> bot.settings(Map.of("draft", true, "inactivityDuration", 20 + at));
                      case 1 -> bot.settings(Map.of("draft", true, "defaultLanguage", "fi"));
                      case 2 -> bot.settings(Map.of("clearAuthProfiles", true));
                      default -> publish(Map.of("versionComment", "version " + at));
                    })
            .toList();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    publish(Map.of("versionComment", "last"));

    JsonNode now = bot.settings().json();
    assertThat(now.path("inactivityDuration").asInt()).isBetween(20, 31);
    assertThat(now.path("defaultLanguage").asText()).isEqualTo("fi");
    assertThat(now.path("clearAuthProfiles").asBoolean()).isTrue();
    assertThat(view("versions").json().path("versions"))
        .extracting(version -> version.path("versionComment").asText())
        .hasSize(4)
        .startsWith("last")
        .contains("version 3", "version 7", "version 11");
  }

  private JsonNode draft(Map<String, Object> change) {
    Map<String, Object> body = new HashMap<>(change);
    body.put("draft", true);
    Answer answer = bot.settings(body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private Answer publish(Map<String, ?> body) {
    return admin("POST", bot.path("publish"), Client.text(body));
  }

  private Answer view(String view) {
    return admin("GET", bot.path("publish/" + view), "");
  }

  private Answer call(String method, String path) {
    return bot.client().call(method, bot.path(path), bot.builder().token(), "");
  }

  private Answer admin(String method, String path, String body) {
    return bot.client().call(method, path, bot.admin().token(), body);
  }
}
