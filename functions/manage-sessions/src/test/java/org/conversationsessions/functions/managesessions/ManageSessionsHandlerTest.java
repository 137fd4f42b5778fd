package org.conversationsessions.functions.managesessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.RedactorCache;
import org.conversationsessions.application.settings.ForwardingSettings;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.settings.SettingsPublisher;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.script.ScriptSyntax;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading and changing a bot's settings (contract, section 9). */
class ManageSessionsHandlerTest {
  private static final ServiceConfig CONFIG =
      new ServiceConfig(
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofMinutes(5),
          Duration.ofDays(14),
          0,
          0,
          false,
          4,
          Duration.ofSeconds(30),
          true);

  private final TestClient client = new TestClient();
  private final InMemorySettings settings =
      new InMemorySettings().register(TestClient.BOT).register(TestClient.SIBLING);

  @Test
  void showsTheDefaultsAndThenWhatWasChanged() throws IOException {
    assertThat(show().status()).isEqualTo(200);
    assertThat(show().text())
        .startsWith("{\"proactivelyClose\":true,\"inactivityDuration\":15,")
        .contains(
            "\"clearAuthProfiles\":false,\"customScript\":null,\"defaultLanguage\":\"en\","
                + "\"keepMessages\":true,\"messageRetentionDays\":0,\"piiRedaction\":")
        .endsWith("}]},\"keepDebugLogs\":false}");

    Response changed =
        change("{\"inactivityDuration\":20,\"customScript\":\"koreUtil.ClearAllAuthProfiles()\"}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text())
        .startsWith("{\"proactivelyClose\":true,\"inactivityDuration\":20,")
        .contains("\"customScript\":\"koreUtil.ClearAllAuthProfiles()\"");
    assertThat(show().text()).isEqualTo(changed.text());
    assertThat(settings.read(TestClient.SIBLING)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | must be a JSON object",
        "{\"inactivityDuration\":4} | inactivityDuration: must be an integer from 5 to 20160",
        "{\"inactivityDuration\":20161} | inactivityDuration: must be an integer from 5 to 20160",
        "{\"inactivityDuration\":\"soon\"} | inactivityDuration",
        "{\"channelInactivity\":{\"web\":4}}"
            + " | channelInactivity.web: must be an integer from 5 to 20160",
        "{\"proactivelyClose\":\"yes\"} | proactivelyClose",
        "{\"closureMessages\":[]} | closureMessages",
        "{\"customScript\":\"if (\"} | customScript: cannot be read: line 1",
      })
  void aChangeThatMakesNoSenseChangesNothing(String body, String reason) throws IOException {
    Response response = change(body);

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains(reason);
    assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void aDryRunShowsTheChangeAndStoresNothing() throws IOException {
    Response shown = dryRun("true", "{\"inactivityDuration\":20,\"sample\":{\"text\":\"x\"}}");

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.text())
        .startsWith("{\"proactivelyClose\":true,\"inactivityDuration\":20,")
        .endsWith(",\"sample\":{\"text\":\"x\"}}");
    assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
    String bounds = ",\"bounds\":{\"inactivityDuration\":{\"minimum\":5,\"maximum\":20160}}}";
    String dryRun = dryRun("true", "{\"inactivityDuration\":20}").text();
    assertThat(dryRun).endsWith(bounds);
    assertThat(dryRun.replace(bounds, "}")).isEqualTo(change("{\"inactivityDuration\":20}").text());
  }

  @Test
  void aDryRunShowsTheSampleAsTheChangedSettingsRedactIt() throws IOException {
    String pattern =
        "{\"pii_type\":\"Order\",\"regex\":\"[0-9]{6}\",\"enabled\":true,"
            + "\"display\":{\"type\":\"mask\",\"first\":4,\"char\":\"#\"}}";
    String sample = "\"sample\":{\"text\":\"order 123456, ada@example.com\"}";

    assertThat(
            dryRun(
                    "true",
                    "{\"piiRedaction\":{\"enabled\":true,\"patterns\":["
                        + pattern
                        + "]},"
                        + sample
                        + "}")
                .text())
        .endsWith("\"sample\":{\"text\":\"order ####56, ada@example.com\"}}");
    // Patterns that are off, or the whole redaction, leave it as it is.
    assertThat(
            dryRun("true", "{\"piiRedaction\":{\"patterns\":[" + pattern + "]}," + sample + "}")
                .text())
        .endsWith("\"sample\":{\"text\":\"order 123456, ada@example.com\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | {\"inactivityDuration\":4} | inactivityDuration: must be an integer from 5 to"
            + " 20160",
        "true | {\"customScript\":\"if (\"} | customScript: cannot be read: line 1",
        "true | {\"sample\":\"x\"} | sample: must be an object",
        "true | {\"sample\":{}} | sample.text: is missing",
        "true | {\"sample\":{\"text\":7}} | sample.text: must be a string",
        "yes | {} | dryRun: must be true or false",
        "TRUE | {} | dryRun: must be true or false",
      })
  void aDryRunRefusesWhatAChangeRefuses(String dryRun, String body, String reason)
      throws IOException {
    Response response = dryRun(dryRun, body);

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains(reason);
    assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void aSampleIsAsLongAsAMessageMayBe() throws IOException {
    String longest = "x".repeat(32 * 1024);

    assertThat(dryRun("true", "{\"sample\":{\"text\":\"" + longest + "\"}}").status())
        .isEqualTo(200);
    assertThat(dryRun("true", "{\"sample\":{\"text\":\"" + longest + "x\"}}").text())
        .contains("sample.text: ");
  }

  @ParameterizedTest
  @CsvSource({"false", "''"})
  void withoutADryRunASampleIsAnUnknownField(String dryRun) throws IOException {
    Response changed = dryRun(dryRun, "{\"inactivityDuration\":20,\"sample\":7}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text()).doesNotContain("sample");
    assertThat(show().text()).isEqualTo(changed.text());
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials",
    "cs-writer, st-2, 401, Invalid SDK credentials",
    "cs-reader, st-1, 401, Permission denied. Scope is incorrect!",
    "cs-admin, st-foreign, 400, Invalid StreamId",
  })
  void appsWithoutPermissionSeeAndChangeNothing(String app, String bot, int status, String message)
      throws IOException {
    for (String method : new String[] {"GET", "PUT"}) {
      Response response =
          client.call(
              handler(settings),
              app,
              method,
              Map.of("botId", bot),
              Map.of(),
              "{\"proactivelyClose\":false}");

      assertThat(response.status()).as(method).isEqualTo(status);
      assertThat(response.text()).contains("\"msg\":\"" + message + "\"");
    }
    assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void anAdminAppChangesEveryBotOfItsAccount() throws IOException {
    Response response =
        client.call(
            handler(settings),
            "cs-admin",
            "PUT",
            Map.of("botId", TestClient.SIBLING.value()),
            Map.of(),
            "{\"proactivelyClose\":false}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(settings.read(TestClient.SIBLING).orElseThrow().lifecycle().proactivelyClose())
        .isFalse();
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = client.call(handler(settings), "cs-writer", "POST", "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "DELETE, GET, PUT");
  }

  @Test
  void readingAndChangingCountAgainstOneRateLimit() throws IOException {
    ManageSessionsHandler handler = handler(settings, new RateLimit(1, 0));
    assertThat(client.call(handler, "cs-writer", "GET", "").status()).isEqualTo(200);

    Response response = client.call(handler, "cs-writer", "PUT", "{\"proactivelyClose\":false}");

    assertThat(response.status()).isEqualTo(429);
    assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void aChangeThatAnotherOnePrecededKeepsBoth() throws IOException {
    AtomicInteger writes = new AtomicInteger();
    SettingsStore overtaken =
        new ForwardingSettings(settings) {
          @Override
          public Optional<ManagedSettings> write(BotId bot, ManagedSettings next) {
            if (writes.getAndIncrement() == 0) {
              ManagedSettings before = settings.read(bot).orElseThrow();
              BotSettings german = new BotSettings(true, Duration.ofMinutes(15), "de");
              assertThat(settings.write(bot, new ManagedSettings(german, before.closure())))
                  .isPresent();
            }
            return super.write(bot, next);
          }
        };

    Response response =
        client.call(handler(overtaken), "cs-writer", "PUT", "{\"inactivityDuration\":20}");

    assertThat(response.text()).contains("\"inactivityDuration\":20", "\"defaultLanguage\":\"de\"");
    assertThat(writes).hasValue(2);
  }

  @Test
  void aStoreThatFailsIsUnavailableAndDamagedSettingsAreAnInternalError() throws IOException {
    Map<StoreException, Integer> statuses =
        Map.of(new StoreException("throttled"), 503, new UnreadableItemException("damaged"), 500);
    for (Map.Entry<StoreException, Integer> one : statuses.entrySet()) {
      SettingsStore failing =
          new ForwardingSettings(settings) {
            @Override
            public Optional<ManagedSettings> read(BotId bot) {
              throw one.getKey();
            }
          };
      for (String method : new String[] {"GET", "PUT"}) {
        Response response = client.call(handler(failing), "cs-writer", method, "{}");
        assertThat(response.status()).isEqualTo(one.getValue());
        assertThat(response.text()).doesNotContain("throttled", "damaged");
      }
    }
  }

  @Test
  void aBotThatWasRemovedMeanwhileIsUnavailable() throws IOException {
    Response response = client.call(handler(new InMemorySettings()), "cs-writer", "GET", "");

    assertThat(response.status()).isEqualTo(503);
  }

  private Response show() throws IOException {
    return client.call(handler(settings), "cs-writer", "GET", "");
  }

  private Response change(String body) throws IOException {
    return client.call(handler(settings), "cs-writer", "PUT", body);
  }

  private Response dryRun(String value, String body) throws IOException {
    return client.call(
        handler(settings),
        "cs-writer",
        "PUT",
        Map.of("botId", TestClient.BOT.value()),
        Map.of("dryRun", value),
        body);
  }

  private ManageSessionsHandler handler(SettingsStore store) {
    return handler(store, RateLimit.NONE);
  }

  private ManageSessionsHandler handler(SettingsStore store, RateLimit limit) {
    return new ManageSessionsHandler(
        client.access(limit),
        new SettingsPublisher(
            new SettingsService(store, CONFIG, BackoffPolicy.immediate()),
            InstantSource.fixed(TestClient.NOW)),
        new ScriptSyntax()::objection,
        new RedactorCache(Randoms.fixed(1)));
  }
}
