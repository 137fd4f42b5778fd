package org.conversationsessions.acceptance.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's page of settings (contract, section 17.6). */
@ExtendWith(Chromium.Installed.class)
class ConsoleSettingsIT {
  private final TestBot bot = TestBot.create();
  private final ConsoleTab tab = ConsoleTab.signedIn(bot, bot.builder());
  private final Page page = tab.page();

  @BeforeEach
  void open() {
    tab.open("#/settings");
    page.locator("form.settings").waitFor();
  }

  @AfterEach
  void close() {
    tab.close();
  }

  @Test
  void aChangeIsSavedAndHoldsAfterAReload() {
    duration().fill("42");
    assertThat(saveBar()).containsText("1 unsaved change");
    save().click();
    assertThat(saveBar()).isHidden();
    assertThat(bot.settings().json().path("inactivityDuration").asInt()).isEqualTo(42);
    page.reload();
    assertThat(duration()).hasValue("42");
    tab.checkNoComplaints();
  }

  @Test
  void whatSomebodyElseSavedMeanwhileStays() {
    bot.settings(
        Map.of(
            "piiRedaction", Map.of("patterns", List.of(pattern("Email", "[a-z]+@example.com")))));
    page.reload();
    duration().fill("42");
    page.getByLabel("Redact personal data").check();
    page.getByRole(AriaRole.LINK, named("Overview")).click();
    bot.settings(
        Map.of(
            "defaultLanguage",
            "de",
            "piiRedaction",
            Map.of("patterns", List.of(pattern("Order", "[0-9]{6}")))));
    page.getByRole(AriaRole.LINK, named("Settings")).click();
    assertThat(saveBar()).containsText("2 unsaved changes");
    save().click();
    assertThat(saveBar()).isHidden();
    JsonNode saved = bot.settings().json();
    assertThat(saved.path("inactivityDuration").asInt()).isEqualTo(42);
    assertThat(saved.at("/piiRedaction/enabled").asBoolean()).isTrue();
    assertThat(saved.path("defaultLanguage").asText()).isEqualTo("de");
    assertThat(saved.at("/piiRedaction/patterns/0/pii_type").asText()).isEqualTo("Order");
    tab.checkNoComplaints();
  }

  @Test
  void aNewLinkLeavesUnsavedChangesAsTheyAre() {
    duration().fill("42");
    tab.open("#token=" + bot.builder().token());
    assertThat(page).hasURL(Pattern.compile("#/settings$"));
    assertThat(saveBar()).containsText("1 unsaved change");
    assertThat(duration()).hasValue("42");
    save().click();
    assertThat(saveBar()).isHidden();
    assertThat(bot.settings().json().path("inactivityDuration").asInt()).isEqualTo(42);
    tab.checkNoComplaints();
  }

  @Test
  void aValueOutOfBoundsIsRefusedWithTheServicesReasonAndNothingIsStored() {
    int before = bot.settings().json().path("inactivityDuration").asInt();
    duration().fill("1");
    assertThat(page.getByText("from 5 to 20160").first()).isVisible();
    assertThat(save()).isDisabled();
    tab.checkAccessibility();
    page.getByRole(AriaRole.BUTTON, named("Discard changes")).click();
    assertThat(duration()).hasValue(String.valueOf(before));
    assertThat(bot.settings().json().path("inactivityDuration").asInt()).isEqualTo(before);
  }

  @Test
  void channelsHaveADurationOfTheirOwn() {
    Locator channels = page.locator("cs-channel-durations");
    addChannel(channels, "web", "30");
    addChannel(channels, "my channel", "soon");
    assertThat(page.getByText("my channel: must be an integer").first()).isVisible();
    channels.getByLabel("Minutes on my channel").fill("60");
    assertThat(save()).isEnabled();
    tab.checkAccessibility();
    save().click();
    assertThat(saveBar()).isHidden();
    assertThat(bot.settings().json().path("channelInactivity").toString())
        .isEqualTo("{\"my channel\":60,\"web\":30}");

    page.reload();
    assertThat(channels.getByLabel("Minutes on web")).hasValue("30");
    channels.getByRole(AriaRole.BUTTON, within("Remove the duration of my channel")).click();
    page.getByRole(AriaRole.BUTTON, named("Discard changes")).click();
    assertThat(channels.getByLabel("Minutes on my channel")).hasValue("60");
  }

  private static void addChannel(Locator channels, String channel, String minutes) {
    channels.getByRole(AriaRole.BUTTON, within("Add a channel")).click();
    Locator added = channels.locator(".channel-duration").last();
    assertThat(added.locator("[name=channel]")).isFocused();
    added.locator("[name=channel]").fill(channel);
    added.locator("[name=minutes]").fill(minutes);
  }

  @Test
  void theEndUserIsAskedOnceBeforeTheClosingAndThePreviewShowsIt() {
    Locator nudge = page.getByRole(AriaRole.REGION, named("Nudge"));
    assertThat(nudge).containsText("Nothing before the closing.");
    nudge.getByLabel("Nudge after").fill("8");
    nudge
        .getByLabel("Nudge 1", new Locator.GetByLabelOptions().setExact(true))
        .fill("Still there?");
    assertThat(nudge.locator(".inset")).containsText("After 8 minutes of silence · not on email");
    assertThat(nudge.locator(".inset")).containsText("Still there?");
    assertThat(save()).isEnabled();
    save().click();
    assertThat(saveBar()).isHidden();
    assertThat(bot.settings().json().path("nudgeAfter").asInt()).isEqualTo(8);

    nudge.getByLabel("Nudge after").fill("");
    assertThat(nudge.getByLabel("Channels without nudges")).hasCount(0);
    save().click();
    assertThat(saveBar()).isHidden();
    assertThat(bot.settings().json().path("nudgeAfter").isNull()).isTrue();
    tab.checkNoComplaints();
  }

  @Test
  void aSectionIsAClickAwayAndInTheAddress() {
    page.getByRole(AriaRole.LINK, named("Redaction")).click();
    Locator heading = page.getByRole(AriaRole.HEADING, named("Redaction"));
    assertThat(heading).isFocused();
    assertThat(heading).isInViewport();
    assertThat(page).hasURL(Pattern.compile("section=redaction"));
    page.reload();
    assertThat(heading).isFocused();
    assertThat(heading).isInViewport();
    tab.checkNoComplaints();
  }

  @Test
  void aScriptThatDoesNotParseShowsItsLineAndColumn() {
    page.locator("cs-script-editor textarea").fill("let a = 1;\nlet b = ;\n");
    assertThat(page.locator("cs-script-editor")).containsText("Line 2");
    assertThat(save()).isDisabled();
    tab.checkAccessibility();
    page.locator("cs-script-editor textarea").fill("let a = 1;\n");
    assertThat(save()).isEnabled();
    save().click();
    assertThat(saveBar()).isHidden();
    assertThat(bot.settings().json().path("customScript").asText()).isEqualTo("let a = 1;\n");
  }

  @Test
  void aSampleShowsWhatWouldBeStored() {
    page.getByLabel("Redact personal data").check();
    page.getByRole(AriaRole.BUTTON, named("Add a pattern")).click();
    Locator pattern = page.getByRole(AriaRole.GROUP, named("Pattern")).last();
    pattern.getByLabel("Name").fill("email");
    pattern.getByLabel("Expression (RE2)").fill("[a-z]+@example\\.com");
    pattern.getByLabel("Instead").selectOption("replacement");
    pattern.getByLabel("Text", new Locator.GetByLabelOptions().setExact(true)).fill("(an address)");
    page.getByLabel("A sample text").fill("Write to ada@example.com");
    assertThat(page.getByText("Write to (an address)")).isVisible();
    assertThat(bot.settings().json().at("/piiRedaction/enabled").asBoolean()).isFalse();
    tab.checkAccessibility();
    tab.checkNoComplaints();
  }

  private static Map<String, Object> pattern(String name, String regex) {
    return Map.of("pii_type", name, "regex", regex, "ignoreCase", true, "enabled", true);
  }

  private Locator duration() {
    return page.getByLabel("Inactive after");
  }

  private Locator saveBar() {
    return page.locator(".save-bar");
  }

  private Locator save() {
    return page.getByRole(AriaRole.BUTTON, named("Save").setExact(true));
  }

  private static Locator.GetByRoleOptions within(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
