package org.conversationsessions.cli.inspect;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.conversationsessions.admin.inspect.Inspection;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.ServiceConnection;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EndedSession;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the conversations of an end user. */
@Command(
    name = "conversation",
    description = {
      "Shows an end user's conversations with a bot: the live session, the previous session, and"
          + " whether a state is stored.",
      "Costs one query, one read for each conversation, and one read for the bot."
    },
    footer = {"", "Example: bin/admin show conversation --bot st-… --user ada@example.com"})
final class ShowConversation implements Callable<Integer> {
  @Mixin private final BotOption bot = new BotOption();

  @Option(names = "--user", paramLabel = "ID", required = true, description = "The end user.")
  private String user = "";

  @Option(names = "--channel", paramLabel = "C", description = "Show only this channel.")
  private @Nullable String channel;

  private final Supplier<ServiceConnection> open;
  private final CommandContext context;

  ShowConversation(Supplier<ServiceConnection> open, CommandContext context) {
    this.open = open;
    this.context = context;
  }

  @Override
  public Integer call() {
    BotId id = bot.id();
    try (ServiceConnection service = open.get()) {
      Inspection inspection = service.inspection(context.clock());
      Optional<Bot> registered = inspection.bot(id);
      List<Conversation> found =
          inspection.conversations(id, user).stream()
              .filter(each -> channel == null || each.key().channel().equals(channel))
              .toList();
      if (found.isEmpty()) {
        throw new CliException(
            "no conversation of this end user with "
                + id
                + " is stored: check --user"
                + (channel == null ? "" : " and --channel")
                + "; the spelling must match exactly");
      }
      for (Conversation conversation : found) {
        if (!conversation.equals(found.getFirst())) {
          context.out().println();
        }
        print(conversation, registered, inspection.state(conversation.key()));
      }
    }
    return 0;
  }

  private void print(
      Conversation conversation, Optional<Bot> registered, Optional<Inspection.StoredState> state) {
    PrintWriter out = context.out();
    BotSettings settings = registered.map(Bot::settings).orElse(BotSettings.DEFAULT);
    new Facts("conversation")
        .add("bot", conversation.key().bot() + (registered.isEmpty() ? " (not registered)" : ""))
        .add("end user", conversation.key().userId())
        .add("channel", conversation.key().channel())
        .add("events remembered", conversation.recent().entries().size())
        .add("sessions closed", conversation.clearMarkers().closings())
        .add("dialogs discarded", conversation.clearMarkers().discards())
        .add("state", state.map(ShowConversation::text).orElse("none"))
        .print(out);
    LiveSession live = conversation.live();
    if (live == null) {
      new Facts("live session").add("session", "none").print(out);
    } else {
      Facts.of("live session", live.session(), settings.defaultLanguage())
          .add("last activity", live.lastActivity())
          .add("end user's last activity", live.lastInteraction())
          .add("last intent", live.lastIntent().orElse(""))
          .add("inactive from", inactive(live, registered, settings))
          .print(out);
    }
    EndedSession ended = conversation.ended();
    if (ended != null) {
      new Facts("previous session")
          .add("session", ended.id())
          .add("end time", ended.endTime())
          .add("last activity", ended.lastActivity())
          .add("closed by", ended.reason().wire())
          .print(out);
    }
  }

  private static String inactive(LiveSession live, Optional<Bot> registered, BotSettings settings) {
    if (registered.isEmpty()) {
      return "";
    }
    String channel = live.session().conversation().channel();
    String from = live.inactiveAt(settings.inactivityOf(channel)).toString();
    return settings.proactivelyClose() ? from : from + ", but the bot's settings keep it open";
  }

  private static String text(Inspection.StoredState state) {
    return state.bytes() == 0
        ? "empty"
        : "sealed, %d bytes; expires %s"
            .formatted(state.bytes(), state.expiresAt().map(Object::toString).orElse("never"));
  }
}
