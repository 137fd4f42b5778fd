package org.conversationsessions.functions.managesessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.RedactorCache;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.settings.SettingsPublisher;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.NamedUuid;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.script.ScriptSyntax;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 19: drafts, publish, publish status, versions")
class PublicationTest {
  private static final String PUBLISH = "/api/public/bot/st-1/publish";

  private final TestClient client = new TestClient();
  private final InMemorySettings settings = new InMemorySettings().register(TestClient.BOT);

  @Test
  void aDraftIsShownWithTheFieldsThatItNamesAndDoesNotHold() throws IOException {
    Response drafted = settings("PUT", Map.of(), "{\"draft\":true,\"inactivityDuration\":20}");

    assertThat(drafted.status()).isEqualTo(200);
    assertThat(drafted.text())
        .startsWith("{\"proactivelyClose\":true,\"inactivityDuration\":20,")
        .endsWith(",\"draft\":true,\"drafted\":[\"inactivityDuration\"]}");
    assertThat(settings("GET", Map.of("draft", "true"), "").text()).isEqualTo(drafted.text());
    for (String draft : new String[] {"false", ""}) {
      assertThat(settings("GET", Map.of("draft", draft), "").text())
          .contains("\"inactivityDuration\":15")
          .doesNotContain("draft");
    }
    assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void everyFieldOfADraftIsNamed() throws IOException {
    assertThat(
            settings(
                    "PUT",
                    Map.of(),
                    """
                    {"draft":true,"proactivelyClose":false,"inactivityDuration":20,
                    "closureBehavior":"message","closureMessages":["Bye"],"excludedChannels":[],
                    "clearAuthProfiles":true,"customScript":null,"defaultLanguage":"fi",
                    "keepMessages":false,"messageRetentionDays":1,
                    "piiRedaction":{"patterns":[]}}\
                    """)
                .text())
        .endsWith(
            """
            "drafted":["proactivelyClose","inactivityDuration","closureBehavior",\
            "closureMessages","excludedChannels","clearAuthProfiles","customScript",\
            "defaultLanguage","keepMessages","messageRetentionDays","piiRedaction"]}\
            """);
  }

  @Test
  void aDraftThatIsSentBackIsADraft() throws IOException {
    String drafted = settings("PUT", Map.of(), "{\"draft\":true,\"inactivityDuration\":20}").text();

    assertThat(settings("PUT", Map.of(), drafted).text())
        .contains("\"draft\":true,\"drafted\":[\"proactivelyClose\",\"inactivityDuration\"");
    assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void aDryRunOfADraftStoresNothingAndShowsTheSample() throws IOException {
    settings("PUT", Map.of(), "{\"draft\":true,\"piiRedaction\":{\"enabled\":true}}");

    Response shown =
        settings(
            "PUT",
            Map.of("dryRun", "true"),
            """
            {"draft":true,"sample":{"text":"ann and bob"},"piiRedaction":{"patterns":[
            {"pii_type":"n","regex":"ann","enabled":true,
            "display":{"type":"replacement","value":"***"}}]}}\
            """);

    assertThat(shown.text())
        .contains(",\"draft\":true,\"drafted\":[\"piiRedaction\"],\"bounds\":")
        .endsWith(",\"sample\":{\"text\":\"*** and bob\"}}");
    assertThat(settings("GET", Map.of("draft", "true"), "").text()).contains("Credit Card Number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | '' | {\"draft\":\"yes\"} | draft: must be true or false",
        "PUT | '' | {\"draft\":true,\"inactivityDuration\":4} | inactivityDuration: must be an",
        "PUT | '' | {\"draft\":true,\"customScript\":\"if (\"} | customScript: cannot be read",
        "GET | yes | '' | draft: must be true or false",
        "DELETE | '' | '' | draft: must be true: only the draft can be removed",
        "DELETE | false | '' | draft: must be true: only the draft can be removed",
      })
  void aDraftThatMakesNoSenseIsRefusedByItsField(
      String method, String draft, String body, String reason) throws IOException {
    Response response = settings(method, Map.of("draft", draft), body);

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains(reason);
    assertThat(settings.draft(TestClient.BOT).isEmpty()).isTrue();
  }

  @Test
  void aDraftIsRemoved() throws IOException {
    settings("PUT", Map.of(), "{\"draft\":true,\"inactivityDuration\":20}");

    Response removed = settings("DELETE", Map.of("draft", "true"), "");

    assertThat(removed.text())
        .contains("\"inactivityDuration\":15")
        .endsWith(",\"draft\":true,\"drafted\":[]}");
    assertThat(settings.draft(TestClient.BOT).isEmpty()).isTrue();
  }

  @Test
  void whatIsDraftedIsPublishedAndShownAsStatusAndVersion() throws IOException {
    settings("PUT", Map.of(), "{\"draft\":true,\"inactivityDuration\":20}");

    Response published =
        publish("{\"versionComment\":\"twenty \\\"minutes\\\"\",\"initiateTraining\":true}");

    assertThat(published.brief())
        .isEqualTo(
            """
            200 [{"resourceType":"SETTINGS","status":"SUCCESS","result":{\
            "resourceId":"SETTINGS","resourceType":"SETTINGS",\
            "modules":["pii","custom_script","advanced"],"name":"Settings",\
            "versionComment":"twenty \\"minutes\\"","publishedOn":"2026-03-02T12:00:00.000Z",\
            "version":1}}]\
            """);
    assertThat(settings("GET", Map.of(), "").text()).contains("\"inactivityDuration\":20");
    String status =
        """
        200 {"_id":"ds-%s","action":"RUN","jobType":"PUBLISH_BOT","streamId":"st-1","__v":0,\
        "countOfDockStatuses":1,"createdBy":"cs-admin","percentageComplete":100,\
        "requestedTime":"2026-03-02T12:00:00.000Z","status":"successful",\
        "lastModifiedOn":"2026-03-02T12:00:00.000Z","initiatedOn":"2026-03-02T12:00:00.000Z",\
        "statusSummary":[{"resourceId":"SETTINGS","resourceType":"SETTINGS","name":"Settings",\
        "status":"SUCCESS"},{"resourceId":"AUTOVERSIONING","resourceType":"AUTOVERSIONING",\
        "name":"Creating New Version","status":"SUCCESS"}]}\
        """
            .formatted(NamedUuid.ofPublication("st-1", 1));
    assertThat(view("cs-admin", "GET", "status").brief()).isEqualTo(status);
    assertThat(view("cs-admin", "GET", "status/").brief()).isEqualTo(status);
    assertThat(view("cs-admin", "GET", "versions").brief())
        .isEqualTo(
            """
            200 {"versions":[{"version":1,"versionComment":"twenty \\"minutes\\"",\
            "publishedOn":"2026-03-02T12:00:00.000Z","publishedBy":"cs-admin"}]}\
            """);
  }

  @Test
  void aVersionIsRestoredAndAnUnknownOneIsNot() throws IOException {
    publish("{\"versionComment\":\"first\"}");
    settings("PUT", Map.of(), "{\"inactivityDuration\":20}");

    assertThat(publish("{\"versionComment\":\"back\",\"restoreVersion\":1}").text())
        .contains("\"version\":3");
    assertThat(settings("GET", Map.of(), "").text()).contains("\"inactivityDuration\":15");
    assertThat(publish("{\"versionComment\":\"back\",\"restoreVersion\":2}").brief())
        .isEqualTo(
            "400 {\"errors\":[{\"msg\":\"restoreVersion: no published version has the number"
                + " 2\",\"code\":400}]}");
  }

  @Test
  void aBotThatWasNeverPublishedHasNoStatusAndNoVersions() throws IOException {
    assertThat(view("cs-admin", "GET", "status").brief())
        .isEqualTo("400 {\"errors\":[{\"msg\":\"resource not found\",\"code\":400}]}");
    assertThat(view("cs-admin", "GET", "versions").brief()).isEqualTo("200 {\"versions\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | versionComment: is missing",
        "{} | versionComment: is missing",
        "{\"versionComment\":\"\"} | versionComment: must be a string of 1 to 1000 characters",
        "{\"versionComment\":7} | versionComment: must be a string of 1 to 1000 characters",
        "{\"versionComment\":\"\\ud800\"} | versionComment: ",
        "{\"versionComment\":\"x\",\"initiateTraining\":1} | initiateTraining: must be true or",
        "{\"versionComment\":\"x\",\"restoreVersion\":0} | restoreVersion: must be an integer of",
        "{\"versionComment\":\"x\",\"restoreVersion\":\"a\"} | restoreVersion: must be an integer",
        "[] | body: must be a JSON object",
      })
  void aRequestThatMakesNoSensePublishesNothing(String body, String reason) throws IOException {
    Response response = publish(body);

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text())
        .contains("\"msg\":\"Validation errors/ Invalid arguments: " + reason);
    assertThat(settings.versions(TestClient.BOT)).isEmpty();
  }

  @Test
  void boundsThatChangedSinceAreToldByThePublication() throws IOException {
    settings("PUT", Map.of(), "{\"draft\":true,\"inactivityDuration\":60}");

    Response response =
        call(
            handler(30, RateLimit.NONE),
            "cs-admin",
            "POST",
            Map.of(),
            "{\"versionComment\":\"x\"}");

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains("inactivityDuration: must be an integer from 5 to 30");
  }

  @Test
  void onlyAdminAppsWithTheScopesPublishAndSeeWhatWasPublished() throws IOException {
    String denied =
        "401 {\"errors\":[{\"msg\":\"Permission denied. Scope is incorrect!\",\"code\":4002}]}";
    App admin = client.registry().app("cs-admin").orElseThrow();
    client
        .registry()
        .put(app("cs-publisher", admin, Scope.PUBLISH))
        .put(app("cs-watcher", admin, Scope.READ_PUBLICATIONS));

    for (String app : new String[] {"cs-builder", "cs-watcher"}) {
      assertThat(publish(app, "POST", "{\"versionComment\":\"x\"}").brief()).isEqualTo(denied);
    }
    for (String app : new String[] {"cs-builder", "cs-publisher"}) {
      assertThat(view(app, "GET", "status").brief()).isEqualTo(denied);
      assertThat(view(app, "GET", "versions").brief()).isEqualTo(denied);
    }
    assertThat(publish("cs-publisher", "POST", "{\"versionComment\":\"x\"}").status())
        .isEqualTo(200);
    assertThat(view("cs-watcher", "GET", "status").status()).isEqualTo(200);
  }

  @Test
  void otherMethodsAndOtherPathsAreNotAllowed() throws IOException {
    assertNotAllowed(publish("cs-admin", "GET", ""), "POST");
    assertNotAllowed(view("cs-admin", "POST", "status"), "GET");
    assertNotAllowed(view("cs-admin", "GET", "statuses"), "");
    assertNotAllowed(view("", "GET", "status//"), "");
  }

  @Test
  void aPublicationCountsWithTheBot() throws IOException {
    ManageSessionsHandler handler = handler(20160, new RateLimit(1, 0));
    String body = "{\"versionComment\":\"x\"}";

    assertThat(call(handler, "cs-admin", "POST", Map.of(), body).status()).isEqualTo(200);
    assertThat(call(handler, "cs-admin", "POST", Map.of(), body).status()).isEqualTo(429);
  }

  private static void assertNotAllowed(Response response, String allowed) {
    assertThat(response.brief())
        .isEqualTo("405 {\"errors\":[{\"msg\":\"Method Not Allowed\",\"code\":405}]}");
    assertThat(response.headers()).containsEntry("allow", allowed);
  }

  private static App app(String id, App admin, Scope scope) {
    return new App(id, "account", AppKind.ADMIN, Set.of(), Set.of(scope), admin.keys());
  }

  private Response settings(String method, Map<String, String> query, String body)
      throws IOException {
    return client.call(
        handler(20160, RateLimit.NONE),
        "cs-writer",
        method,
        "/api/public/bot/st-1/manageSessions",
        Map.of("botId", "st-1"),
        query,
        body);
  }

  private Response publish(String body) throws IOException {
    return publish("cs-admin", "POST", body);
  }

  private Response publish(String app, String method, String body) throws IOException {
    return call(handler(20160, RateLimit.NONE), app, method, Map.of(), body);
  }

  private Response view(String app, String method, String view) throws IOException {
    return call(
        handler(20160, RateLimit.NONE), app, method, Map.of(PublishEndpoint.VIEW, view), "");
  }

  private Response call(
      ManageSessionsHandler handler,
      String app,
      String method,
      Map<String, String> view,
      String body)
      throws IOException {
    Map<String, String> parameters = new HashMap<>(view);
    parameters.put("botId", "st-1");
    String path = PUBLISH + view.values().stream().findFirst().map("/"::concat).orElse("");
    return client.call(handler, app, method, path, parameters, Map.of(), body);
  }

  private ManageSessionsHandler handler(int longestInactivity, RateLimit limit) {
    ServiceConfig config =
        new ServiceConfig(
            Duration.ofDays(90),
            Duration.ofDays(7),
            Duration.ofMinutes(5),
            Duration.ofMinutes(longestInactivity),
            0,
            0,
            false,
            4,
            Duration.ofSeconds(30),
            true);
    return new ManageSessionsHandler(
        client.access(limit),
        new SettingsPublisher(
            new SettingsService(settings, config, BackoffPolicy.immediate()),
            InstantSource.fixed(TestClient.NOW)),
        new ScriptSyntax()::objection,
        new RedactorCache(Randoms.fixed(1)));
  }
}
