package org.conversationsessions.acceptance.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in to the console (contract, section 17.6). */
@ExtendWith(Chromium.Installed.class)
class ConsoleSignInIT {
  private final TestBot bot = TestBot.create();
  private final ConsoleTab tab = ConsoleTab.of(bot, 1280, ColorScheme.LIGHT);
  private final Page page = tab.page();

  @AfterEach
  void close() {
    tab.close();
  }

  @Test
  void aLinkSignsInAndItsTokenLeavesTheAddressAtOnce() {
    tab.open("#token=" + bot.builder().token());
    assertThat(heading("Overview")).isVisible();
    assertThat(page.url()).doesNotContain("token");
    assertThat(page.evaluate("Object.keys(localStorage).length")).isEqualTo(0);
    page.goBack();
    assertThat(page.url()).doesNotContain("token");
    tab.checkNoComplaints();
  }

  @Test
  void aLinkOpenedInATabThatShowsTheSignInPageLeavesTheAddressToo() {
    tab.open("");
    assertThat(heading("Sign in")).isVisible();
    tab.open("#token=" + bot.builder().token());
    assertThat(heading("Overview")).isVisible();
    assertThat(page.url()).endsWith("#/overview");
    tab.checkNoComplaints();
  }

  @Test
  void anExpiredLinkSaysHowToGetAnother() {
    tab.open("#token=" + bot.builder().tokenUntil(Instant.now().minusSeconds(60)));
    assertThat(heading("Sign in")).isVisible();
    assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
    assertThat(page.getByText("bin/token --open")).isVisible();
    tab.checkAccessibility();
  }

  @Test
  void aSignInEndsWithItsToken() {
    page.clock().install();
    tab.open("#token=" + bot.builder().tokenUntil(Instant.now().plusSeconds(600)));
    assertThat(heading("Overview")).isVisible();
    page.clock().runFor(6 * 60_000);
    assertThat(page.getByText("This link ends in")).isVisible();
    page.clock().runFor(5 * 60_000);
    assertThat(page.getByText("the token of the link has expired")).isVisible();
    tab.checkNoComplaints();
  }

  @Test
  void anAppsSecretSignsInAndIsNotKept() {
    tab.open("");
    assertThat(heading("Sign in")).isVisible();
    tab.checkAccessibility();
    page.getByLabel("App id").fill(bot.builder().app().appId());
    page.getByRole(AriaRole.TEXTBOX, named("Secret").setExact(true)).fill(bot.builder().secret());
    page.getByRole(AriaRole.BUTTON, named("Sign in with the secret")).click();
    assertThat(heading("Overview")).isVisible();
    assertThat((String) page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))
        .doesNotContain(bot.builder().secret());
    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(heading("Sign in")).isVisible();
    tab.checkNoComplaints();
  }

  @Test
  void aWrongSecretIsRefusedWithAReason() {
    tab.open("");
    page.getByLabel("App id").fill(bot.builder().app().appId());
    page.getByRole(AriaRole.TEXTBOX, named("Secret").setExact(true))
        .fill("not the secret of this app at all");
    page.getByRole(AriaRole.BUTTON, named("Sign in with the secret")).click();
    assertThat(page.getByText("The service did not accept this sign-in.")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Sign in with the secret")).click();
    assertThat(page.getByText("Enter both the app id and the secret.")).isVisible();
  }

  private Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, named(name).setExact(true));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
