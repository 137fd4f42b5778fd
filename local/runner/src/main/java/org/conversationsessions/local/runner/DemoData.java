package org.conversationsessions.local.runner;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.conversationsessions.local.runner.demo.Credentials;
import org.conversationsessions.local.runner.demo.Demo;
import org.conversationsessions.local.runner.demo.DemoToken;

/** What {@code bin/local --demo} does when the service is ready. */
final class DemoData {
  /** The same conversations at every start; only their dates differ. */
  private static final int SEED = 7;

  /** Sessions a day of the first account's first bots. */
  private static final int[] SESSIONS_A_DAY = {10, 3};

  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  private DemoData() {}

  /**
   * Fills bots that had no session in the last week. A failure is reported; the service goes on.
   */
  static void fill(LocalService service, Instant now) {
    Credentials.Account account = service.credentials().accounts().getFirst();
    String builder = token(account.apps().getFirst(), now);
    String admin = token(account.apps().getLast(), now);
    try {
      for (int at = 0; at < SESSIONS_A_DAY.length; at++) {
        String bot = account.bots().get(at);
        Demo demo = new Demo(service.url(), bot, builder, admin);
        if (!demo.isFilled()) {
          int conversations = demo.fill(new Random(SEED), now, SESSIONS_A_DAY[at]);
          System.err.printf("bin/local: demo: %,d conversations of bot %s%n", conversations, bot);
        }
      }
    } catch (IOException e) {
      System.err.println("bin/local: demo: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String token(Credentials.Client app, Instant now) {
    return DemoToken.of(app, now.plus(TOKEN_LIFETIME));
  }
}
