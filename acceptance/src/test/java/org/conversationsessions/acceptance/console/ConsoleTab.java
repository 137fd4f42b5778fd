package org.conversationsessions.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.TestBot;

/** One tab on the console, in a browser profile of its own. It notes what no page may do. */
final class ConsoleTab implements AutoCloseable {
  private static final String AXE = resource("/axe.min.js");

  /** The rules of WCAG 2.2, levels A and AA, that a machine can check. */
  private static final String CHECK =
      """
      async () => {
        const result = await axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
        return result.violations.flatMap(violation => violation.nodes.map(node =>
          violation.id + ': ' + node.target.join(' ') + ': ' + node.failureSummary));
      }
      """;

  private final String origin;
  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> foreign = new CopyOnWriteArrayList<>();

  private ConsoleTab(String origin, Browser.NewContextOptions options) {
    this.origin = origin;
    this.context = Chromium.get().newContext(options.setBypassCSP(false));
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    page.onRequest(
        request -> {
          URI uri = URI.create(request.url());
          if (uri.getScheme().startsWith("http") && !request.url().startsWith(origin + "/")) {
            foreign.add(request.url());
          }
        });
  }

  /** Opens a tab of 1,280 pixels in the light scheme, signed in to a bot's account by a link. */
  static ConsoleTab signedIn(TestBot bot, TestApp app) {
    return signedIn(bot, app, 1280, ColorScheme.LIGHT);
  }

  /** Opens a tab, signed in to a bot's account by a link. */
  static ConsoleTab signedIn(TestBot bot, TestApp app, int width, ColorScheme scheme) {
    ConsoleTab tab = of(bot, width, scheme);
    tab.open("#token=" + app.token());
    tab.page.locator("main h1").waitFor();
    return tab;
  }

  /** Opens an empty tab for the service that has a bot. */
  static ConsoleTab of(TestBot bot, int width, ColorScheme scheme) {
    return new ConsoleTab(
        bot.client().service().url().toString(),
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setColorScheme(scheme)
            .setTimezoneId("Europe/Berlin")
            .setLocale("en-GB"));
  }

  /** Returns the page. */
  Page page() {
    return page;
  }

  /** Opens a place of the console. */
  void open(String hash) {
    page.navigate(origin + "/console/" + hash);
  }

  /** Checks that nothing failed, nothing was blocked, and no other host was asked. */
  void checkNoComplaints() {
    assertThat(errors).isEmpty();
    assertThat(foreign).isEmpty();
  }

  /** Checks the page as it is shown against WCAG 2.2, and that it is not wider than the window. */
  void checkAccessibility() {
    page.evaluate(AXE);
    Object violations = page.evaluate(CHECK);
    List<String> found = new ArrayList<>();
    if (violations instanceof List<?> list) {
      list.forEach(violation -> found.add(String.valueOf(violation)));
    } else {
      found.add("no result: " + violations);
    }
    assertThat(found).as(page.url()).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        .as("pixels beside the window: " + page.url())
        .isInstanceOfSatisfying(Integer.class, wide -> assertThat(wide).isNotPositive());
  }

  @Override
  public void close() {
    context.close();
  }

  private static String resource(String name) {
    try (InputStream in = ConsoleTab.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
