package org.conversationsessions.cli.inspect;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.conversationsessions.admin.inspect.Inspection;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.ServiceConnection;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a session. */
@Command(
    name = "session",
    description = "Shows a session with its current figures.",
    footer = {"", "Example: bin/admin show session --bot st-… 6b000ae50c97f07a2298cc47"})
final class ShowSession implements Callable<Integer> {
  @Mixin private final BotOption bot = new BotOption();

  @Parameters(paramLabel = "SESSION", description = "The session's id: 24 hexadecimal digits.")
  private String session = "";

  private final Supplier<ServiceConnection> open;
  private final CommandContext context;

  ShowSession(Supplier<ServiceConnection> open, CommandContext context) {
    this.open = open;
    this.context = context;
  }

  @Override
  public Integer call() {
    BotId id = bot.id();
    SessionId sessionId = new SessionId(session);
    try (ServiceConnection service = open.get()) {
      Inspection inspection = service.inspection(context.clock());
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
                              + " is stored: check --bot and the session; an expired session is not"
                              + " shown"));
      BotSettings settings = inspection.bot(id).map(Bot::settings).orElse(BotSettings.DEFAULT);
      Facts.of("session", found, settings.defaultLanguage())
          .add("bot", id)
          .add("end user", found.conversation().userId())
          .add("channel", found.conversation().channel())
          .print(context.out());
    }
    return 0;
  }
}
