package org.conversationsessions.acceptance.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.TestBot;
import org.conversationsessions.local.runner.demo.Demo;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes the pictures of {@code docs/images} from a bot with the data of {@code bin/local --demo}
 * (contract, section 12). {@code bin/pictures} copies them there; {@code .ci/nightly} only makes
 * them. Otherwise it is skipped: it takes a minute or more.
 */
@ExtendWith(Chromium.Installed.class)
@EnabledIf("isAskedFor")
class ConsolePicturesIT {
  private static final Path FOLDER = Path.of("target", "pictures");
  private static final int SESSIONS_A_DAY = 24;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 1000;
  private static final HasCountOptions WITHIN_A_MINUTE = new HasCountOptions().setTimeout(60_000);

  private final TestBot bot = TestBot.create();

  static boolean isAskedFor() {
    return Boolean.getBoolean("console.pictures");
  }

  @Test
  void everyPageShowsTheDemo(@Seeded Random random) throws Exception {
    fill(random);
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (ConsoleTab tab = open(bot.builder(), scheme)) {
        overview(tab, scheme);
        sessions(tab, scheme);
        session(tab, scheme);
        settings(tab, scheme);
      }
      try (ConsoleTab tab = open(bot.admin(), scheme)) {
        versions(tab, scheme);
      }
    }
  }

  private void fill(Random random) throws IOException, InterruptedException {
    bot.client().service().registry().nameBot(bot.id(), "Parcel help");
    Demo demo =
        new Demo(
            bot.client().service().url(),
            bot.id().value(),
            bot.builder().token(),
            bot.admin().token());
    assertThat(demo.isFilled()).isFalse();
    Instant now = Instant.now();
    int conversations = demo.fill(random, now, SESSIONS_A_DAY);
    assertThat(demo.isFilled()).isTrue();
    bot.awaitMetrics(
        Map.of("dateFrom", now.minus(Duration.ofDays(70)).toString(), "dateTo", now.toString()),
        totals -> totals.path("sessions").asInt() == conversations);
  }

  private ConsoleTab open(TestApp app, ColorScheme scheme) {
    ConsoleTab tab = ConsoleTab.signedIn(bot, app, WIDTH, scheme);
    tab.page().setViewportSize(WIDTH, HEIGHT);
    return tab;
  }

  private void overview(ConsoleTab tab, ColorScheme scheme) throws IOException {
    tab.open("#/overview?period=30d");
    assertThat(tab.page().locator(".tiles .tile")).hasCount(4);
    assertThat(tab.page().locator("cs-heat-map svg")).isVisible();
    picture(tab, "overview", scheme);
  }

  private void sessions(ConsoleTab tab, ColorScheme scheme) throws IOException {
    tab.open("#/sessions");
    assertThat(tab.page().locator("table.sessions .status.live").first()).isVisible();
    picture(tab, "sessions", scheme);
  }

  /** One that went to an agent, with the lines of its debug log. */
  private void session(ConsoleTab tab, ColorScheme scheme) throws IOException {
    Page page = tab.page();
    tab.open("#/sessions?containment=agent&period=30d");
    Locator rows = page.locator("table.sessions tbody tr");
    assertThat(rows.locator(".badge:not(.agent)")).hasCount(0, WITHIN_A_MINUTE);
    rows.filter(new Locator.FilterOptions().setHasText("Closed"))
        .first()
        .getByRole(AriaRole.LINK)
        .click();
    Locator messages = page.locator(".transcript .message");
    messages.first().waitFor();
    // A closing's message is handed out after it.
    page.waitForCondition(
        () -> {
          page.reload();
          messages.first().waitFor();
          return page.locator(".transcript .message.closing").isVisible();
        },
        new Page.WaitForConditionOptions().setTimeout(60_000));
    page.getByLabel("Show debug log").check();
    assertThat(page.locator(".transcript .debug.Warning").first()).isVisible();
    page.getByLabel("Show debug log").blur();
    picture(tab, "session", scheme);
  }

  /** An unsaved change shows what it does to live sessions. */
  private void settings(ConsoleTab tab, ColorScheme scheme) throws IOException {
    Page page = tab.page();
    tab.open("#/settings?section=closing");
    page.getByLabel("Inactive after").fill("10");
    page.getByLabel("Inactive after").blur();
    assertThat(page.locator(".save-bar")).containsText("1 unsaved change");
    page.locator("#section-closing").evaluate("at => at.closest('section').scrollIntoView()");
    picture(tab, "settings", scheme);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Discard changes")).click();
    tab.open("#/settings?section=redaction");
    page.getByLabel("A sample text").fill("Write to ada@example.com, card 4111111111111111");
    assertThat(page.locator(".sample-result")).containsText("(e-mail)");
    page.getByLabel("A sample text").blur();
    picture(tab, "redaction", scheme);
  }

  private void versions(ConsoleTab tab, ColorScheme scheme) throws IOException {
    tab.open("#/settings?bot=" + bot.id());
    assertThat(tab.page().locator(".drafted li")).hasCount(3);
    assertThat(tab.page().locator(".versions li")).hasCount(2);
    picture(tab, "versions", scheme);
  }

  private static void picture(ConsoleTab tab, String name, ColorScheme scheme) throws IOException {
    tab.checkNoComplaints();
    String file = "console-" + name + (scheme == ColorScheme.DARK ? "-dark" : "") + ".png";
    tab.page().waitForLoadState(LoadState.NETWORKIDLE);
    PictureFile.write(tab.page().screenshot(), FOLDER.resolve(file));
  }
}
