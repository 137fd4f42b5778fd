package org.conversationsessions.acceptance.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.conversationsessions.acceptance.Client;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drafts and versions on the console's page of settings (contract, sections 17.6 and 19). */
@ExtendWith(Chromium.Installed.class)
class ConsolePublicationIT {
  private final TestBot bot = TestBot.create();
  private final ConsoleTab tab = ConsoleTab.signedIn(bot, bot.admin());
  private final Page page = tab.page();

  @AfterEach
  void close() {
    tab.close();
  }

  @Test
  void aDraftIsShownBesideWhatHoldsPublishedAndAnEarlierVersionRestored() {
    open();
    publish("As it was");
    assertThat(panel()).containsText("As it was");

    page.getByLabel("Inactive after").fill("42");
    button("Save as draft").click();
    assertThat(page.locator(".save-bar")).isHidden();
    assertThat(drafted("Inactive after")).containsText("15 → Draft: 42");
    assertThat(page.getByLabel("Inactive after")).hasValue("15");
    assertThat(inactivity()).isEqualTo(15);
    tab.checkAccessibility();

    publish("Three quarters of an hour, nearly");
    assertThat(panel()).containsText("Nothing is drafted");
    assertThat(page.getByLabel("Inactive after")).hasValue("42");
    assertThat(inactivity()).isEqualTo(42);

    button("Restore version 1").click();
    page.locator("dialog").getByRole(AriaRole.BUTTON).last().click();
    assertThat(panel()).containsText("Version 1 again: As it was");
    assertThat(page.getByLabel("Inactive after")).hasValue("15");
    assertThat(inactivity()).isEqualTo(15);
    tab.checkNoComplaints();
  }

  @Test
  void aDraftIsRemovedAndUnsavedChangesStay() {
    JsonNode drafted =
        bot.settings(Map.of("draft", true, "defaultLanguage", "fi", "clearAuthProfiles", true))
            .json();
    assertThat(drafted.path("drafted")).hasSize(2);
    open();
    page.getByLabel("Inactive after").fill("42");

    assertThat(drafted("Clear authorisation profiles")).containsText("off → Draft: on");
    assertThat(drafted("Default language")).containsText("en → Draft: fi");
    button("Remove draft").click();

    assertThat(panel()).containsText("Nothing is drafted");
    assertThat(page.locator(".save-bar")).containsText("1 unsaved change");
    assertThat(bot.settings().json().path("defaultLanguage").asText()).isEqualTo("en");
    tab.checkNoComplaints();
  }

  @Test
  void theNewestVersionsAreShownFirstAndTheOthersAtAClick() {
    for (int number = 1; number <= 7; number++) {
      bot.settings(Map.of("inactivityDuration", 10 + number));
      bot.client()
          .call(
              "POST",
              bot.path("publish"),
              bot.admin().token(),
              Client.text(Map.of("versionComment", "Version of " + number)));
    }
    tab.page().setViewportSize(320, 900);
    open();
    Locator versions = panel().locator(".versions li");
    assertThat(versions).hasCount(5);
    assertThat(versions.first()).containsText("Version of 7");
    tab.checkAccessibility();
    button("Show 2 earlier versions").click();
    assertThat(versions).hasCount(7);
    assertThat(versions.last()).containsText("Version of 1");
    tab.checkNoComplaints();
  }

  private void open() {
    tab.open("#/settings?bot=" + bot.id());
    page.locator("form.settings").waitFor();
  }

  private void publish(String comment) {
    page.getByLabel("What this version is about").fill(comment);
    button("Publish").click();
  }

  private int inactivity() {
    return bot.settings().json().path("inactivityDuration").asInt();
  }

  private Locator panel() {
    return page.locator(".publication");
  }

  private Locator drafted(String setting) {
    return panel().locator(".drafted li").filter(new Locator.FilterOptions().setHasText(setting));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
