package org.conversationsessions.local.cli.inspect;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.conversationsessions.admin.inspect.Inspection;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a session. */
@Command(
    name = "session",
    description = "Shows a session, with its figures as they are now.",
    footer = {"", "Example: bin/admin show session --bot st-… 6b000ae50c97f07a2298cc47"})
final class ShowSession implements Callable<Integer> {
  @Mixin private final BotOption bot = new BotOption();

  @Parameters(paramLabel = "SESSION", description = "The session: 24 hexadecimal digits.")
  private String session = "";

  private final Supplier<Service> open;
  private final Surroundings surroundings;

  ShowSession(Supplier<Service> open, Surroundings surroundings) {
    this.open = open;
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BotId id = bot.id();
    SessionId sessionId = new SessionId(session);
    try (Service service = open.get()) {
      Inspection inspection = service.inspection(surroundings.clock());
      Session found =
          inspection
              .session(id, sessionId)
              .orElseThrow(
                  () ->
                      new CliException(
                          "no session "
                              + session
                              + " of "
                              + id
                              + " is stored: check --bot; what has expired is not shown"));
      BotSettings settings = inspection.bot(id).map(Bot::settings).orElse(BotSettings.DEFAULT);
      Facts.of("session", found, settings.defaultLanguage())
          .add("bot", id)
          .add("end user", found.conversation().userId())
          .add("channel", found.conversation().channel())
          .print(surroundings.out());
    }
    return 0;
  }
}
