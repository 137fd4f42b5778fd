package org.conversationsessions.acceptance.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every page of the console (contract, section 17.6). */
@ExtendWith(Chromium.Installed.class)
class ConsolePagesIT {
  /** Longer than a channel may be. */
  private static final String HOSTILE =
      "<img src=x onerror=\"window.hostile=1\"><script>window.hostile=1</script>${alert(1)}";

  /** How often the key is pressed: more often than a page has controls before its content. */
  private static final int TABS = 25;

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "320, LIGHT", "320, DARK", "2560, LIGHT"})
  void everyPageIsAccessibleAtEveryWidthAndInBothSchemes(int width, ColorScheme scheme) {
    TestBot bot = TestBot.create();
    String session = talk(bot, "ada@example.com", "Where is my parcel?");
    try (ConsoleTab tab = ConsoleTab.signedIn(bot, bot.builder(), width, scheme)) {
      Page page = tab.page();
      assertThat(page.locator(".tiles")).isVisible();
      tab.checkAccessibility();
      tab.open("#/sessions");
      assertThat(page.locator("table.sessions tbody tr")).hasCount(1);
      tab.checkAccessibility();
      page.getByText("Tags and ids").click();
      tab.checkAccessibility();
      tab.open("#/session/" + bot.id() + "/" + session);
      assertThat(page.locator(".transcript .message")).hasCount(1);
      tab.checkAccessibility();
      tab.open("#/settings");
      assertThat(page.locator("form.settings")).isVisible();
      tab.checkAccessibility();
      tab.open("#/nowhere");
      assertThat(page.getByText("This page does not exist.")).isVisible();
      tab.checkAccessibility();
      tab.checkNoComplaints();
    }
  }

  @Test
  void theKeyboardReachesTheContentAndTheFocusIsAlwaysSeen() {
    TestBot bot = TestBot.create();
    talk(bot, "ada@example.com", "Where is my parcel?");
    try (ConsoleTab tab = ConsoleTab.signedIn(bot, bot.builder())) {
      Page page = tab.page();
      tab.open("#/sessions");
      assertThat(page.locator("table.sessions tbody tr")).hasCount(1);
      page.reload();
      assertThat(page.locator("table.sessions tbody tr")).hasCount(1);
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus")).hasText("Skip to the content");
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).isFocused();
      boolean reached = false;
      for (int i = 0; i < TABS && !reached; i++) {
        page.keyboard().press("Tab");
        assertThat(
                page.evaluate(
                    """
                    () => {
                      const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(document.activeElement);
                      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
                    }
                    """))
            .as("the focus can be seen: " + page.evaluate("document.activeElement.outerHTML"))
            .isEqualTo(true);
        reached =
            page.evaluate("document.activeElement.closest('table.sessions') !== null").equals(true);
      }
      assertThat(reached).isTrue();
      page.keyboard().press("Enter");
      assertThat(page.locator(".transcript .message")).hasCount(1);
      tab.checkNoComplaints();
    }
  }

  @Test
  void whateverWasStoredIsShownAsText() {
    TestBot bot = TestBot.create();
    String session = talk(bot, HOSTILE, HOSTILE);
    Answer settings =
        bot.settings(
            Map.of(
                "closureBehavior",
                "message",
                "closureMessages",
                List.of(HOSTILE),
                "excludedChannels",
                List.of(HOSTILE.substring(0, 64)),
                "customScript",
                "'" + HOSTILE + "'"));
    assertThat(settings.status()).as(settings.text()).isEqualTo(200);
    try (ConsoleTab tab = ConsoleTab.signedIn(bot, bot.builder())) {
      Page page = tab.page();
      assertThat(page.locator(".tiles")).isVisible();
      checkHarmless(page);
      tab.open("#/sessions");
      assertThat(page.locator("table.sessions tbody tr")).containsText(HOSTILE);
      checkHarmless(page);
      page.locator("table.sessions tbody tr button").click();
      assertThat(page.locator("dialog[open]")).containsText(HOSTILE);
      checkHarmless(page);
      page.keyboard().press("Escape");
      tab.open("#/session/" + bot.id() + "/" + session);
      assertThat(page.locator(".transcript .message .text")).hasText(HOSTILE);
      assertThat(page.locator("main h1")).containsText(HOSTILE);
      checkHarmless(page);
      tab.open("#/settings");
      assertThat(page.locator("form.settings textarea").first()).hasValue(HOSTILE);
      checkHarmless(page);
      tab.open(
          "#/sessions?user="
              + encoded(HOSTILE)
              + "&bot="
              + encoded(HOSTILE)
              + "&zone="
              + encoded(HOSTILE));
      page.locator("main h1").waitFor();
      checkHarmless(page);
      tab.open("#/" + encoded(HOSTILE));
      assertThat(page.getByText("This page does not exist.")).isVisible();
      checkHarmless(page);
    }
  }

  private static void checkHarmless(Page page) {
    assertThat(page.evaluate("window.hostile")).isNull();
    assertThat(page.locator("img[src=x]")).hasCount(0);
    assertThat(page.evaluate("document.querySelectorAll('main script').length")).isEqualTo(0);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Records a message that is kept, with hostile tags; the counters have its session. */
  private static String talk(TestBot bot, String user, String text) {
    bot.settings(Map.of("keepMessages", true));
    String session =
        bot.recordOne(
            Event.userMessage(user, "rtm", Instant.now())
                .with("text", text)
                .with(
                    "tags",
                    Map.of(
                        "session", List.of(Map.of("name", HOSTILE, "value", HOSTILE)),
                        "user", List.of(Map.of("name", "plan", "value", "gold")))));
    // Without it, the overview would show that the bot has no sessions.
    bot.awaitMetrics(Map.of(), totals -> totals.path("sessions").asInt() == 1);
    return session;
  }
}
