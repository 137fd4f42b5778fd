package org.conversationsessions.acceptance.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's page of one session (contract, section 17.6). */
@ExtendWith(Chromium.Installed.class)
class ConsoleSessionIT {
  private static final String USER = "ada@example.com";
  private static final IsVisibleOptions WITHIN_A_MINUTE = new IsVisibleOptions().setTimeout(60_000);

  private final TestBot bot = TestBot.create();
  private ConsoleTab tab;
  private String first;
  private String second;

  @BeforeEach
  void talk() {
    bot.settings(Map.of("keepMessages", true));
    Instant start = Instant.now().minusSeconds(300);
    first =
        bot.recordOne(
            Event.userMessage(USER, "rtm", start)
                .with("text", "Where is my parcel?")
                .with("lang", "en"));
    bot.record(
        Event.botMessage(USER, "rtm", start.plusSeconds(2)).with("text", "It comes tomorrow."),
        Event.userMessage(USER, "rtm", start.plusSeconds(9))
            .with("text", "Danke")
            .with("lang", "de"));
    bot.close(Map.of("userId", USER, "status", "inactive"));
    second =
        bot.recordOne(
            Event.userMessage(USER, "rtm", Instant.now()).with("text", "One more question"));
    tab = ConsoleTab.signedIn(bot, bot.builder());
  }

  @AfterEach
  void close() {
    tab.close();
  }

  @Test
  void theTranscriptShowsWhatWasSaidAndWhatTheServiceKnowsBesideIt() {
    open(first);
    assertThat(messages().first()).containsText("Where is my parcel?");
    assertThat(tab.page().locator(".transcript .message .text").allTextContents())
        .containsExactly("Where is my parcel?", "It comes tomorrow.", "Danke");
    assertThat(tab.page().locator(".transcript .event").first()).containsText("Session started");
    assertThat(tab.page().locator(".transcript .event.language")).containsText("from en to de");
    assertThat(tab.page().locator(".transcript .event").last())
        .containsText("Session closed: by the API");
    tab.page().getByLabel("Show events").uncheck();
    assertThat(tab.page().locator(".transcript .event")).hasCount(0);
    tab.checkAccessibility();
    tab.checkNoComplaints();
  }

  @Test
  void theDebugLogIsShownBesideTheMessagesIfItIsWanted() {
    bot.settings(Map.of("keepDebugLogs", true));
    bot.record(
        Event.of("debugLog", USER, "rtm", Instant.now())
            .with("title", "Node initiated")
            .with("level", "Warning")
            .with("detail", "{\"node\":\"ask\"}"));
    open(second);
    assertThat(tab.page().locator(".transcript .debug")).hasCount(0);
    tab.page().getByLabel("Show debug log").check();
    assertThat(tab.page().locator(".transcript .debug")).hasCount(1);
    Locator line = tab.page().locator(".transcript .debug");
    assertThat(line).containsText("Node initiated Warning");
    assertThat(line.locator("dt")).hasText("node");
    assertThat(line.locator("dd")).hasText("ask");
    tab.checkAccessibility();
    tab.checkNoComplaints();
  }

  @Test
  void linesThatTheServiceWritesFitIntoANarrowWindow() {
    bot.settings(Map.of("keepDebugLogs", true));
    String third =
        bot.recordOne(
            Event.userMessage("bob@example.com", "rtm", Instant.now()).with("text", "Hi"));
    bot.close(Map.of("userId", "bob@example.com", "status", "inactive"));
    tab.page().setViewportSize(320, 900);
    open(third);
    tab.page().getByLabel("Show debug log").check();
    Locator closed =
        tab.page()
            .locator(".transcript .debug")
            .filter(new Locator.FilterOptions().setHasText("Session closed"));
    assertThat(closed.locator("dl")).containsText("reason api");
    assertThat(closed).not().containsText(third);
    assertThat(tab.page().locator("select[name=bot]")).hasValue(bot.id().value());
    tab.checkAccessibility();
    tab.checkNoComplaints();
  }

  @Test
  void thePreviousAndTheNextSessionOfTheEndUserAreOneClickAway() {
    open(second);
    assertThat(messages()).hasCount(1);
    link("Previous session").click();
    assertThat(messages().first()).containsText("Where is my parcel?");
    assertThat(tab.page().url()).contains(first);
    link("Next session").click();
    assertThat(messages().first()).containsText("One more question");
    tab.checkNoComplaints();
  }

  @Test
  void aClosedSessionIsDeletedAfterAQuestion() {
    open(first);
    tab.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete this session"))
        .click();
    Locator dialog = tab.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Nobody can bring them back.");
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete session"))
        .click();
    assertThat(completed(tab)).isVisible(WITHIN_A_MINUTE);
    tab.page().reload();
    assertThat(tab.page().locator("main").getByText("There is no such session.")).isVisible();
    tab.checkNoComplaints();
  }

  @Test
  void anEndUserIsErasedOnlyAfterTheIdWasTyped() {
    try (ConsoleTab admin = ConsoleTab.signedIn(bot, bot.admin())) {
      admin.open("#/session/" + bot.id() + "/" + first);
      Page page = admin.page();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Erase this end user"))
          .click();
      Locator confirm =
          page.getByRole(AriaRole.DIALOG)
              .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Erase end user"));
      assertThat(confirm).isDisabled();
      page.getByLabel("Type " + USER + " to confirm").fill("ada");
      assertThat(confirm).isDisabled();
      page.getByLabel("Type " + USER + " to confirm").fill(USER);
      confirm.click();
      assertThat(completed(admin)).isVisible(WITHIN_A_MINUTE);
      admin.checkAccessibility();
      admin.checkNoComplaints();
    }
    assertThat(
            bot.history(Map.of("sessionId", List.of(first, second))).json().path("total").asInt())
        .isZero();
  }

  @Test
  void aSessionThatDoesNotExistSaysWhatMayHaveHappened() {
    tab.open("#/session/" + bot.id() + "/" + "0".repeat(24));
    assertThat(tab.page().locator("main").getByText("There is no such session.")).isVisible();
    tab.checkAccessibility();
  }

  private void open(String session) {
    tab.open("#/session/" + bot.id() + "/" + session);
    messages().first().waitFor();
  }

  private static Locator completed(ConsoleTab tab) {
    return tab.page().locator("main").getByText("Completed. All of it is erased.");
  }

  private Locator messages() {
    return tab.page().locator(".transcript .message");
  }

  private Locator link(String name) {
    return tab.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }
}
