package org.conversationsessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.cli.admin.AdminCommand;
import org.conversationsessions.cli.openapi.CollectionCommand;
import org.conversationsessions.cli.replay.ReplayCommand;
import org.conversationsessions.cli.token.TokenCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTextTest {
  @TempDir Path root;

  @Test
  void foldsOnlyAtSpacesAndIndentsDescriptions() {
    String usage =
        "Usage: bin/x [--a=A] [--bb=B]\n  --a-b  see .local/credentials.json and others\n";

    assertThat(HelpText.folded(usage, "bin/x", 24).lines())
        .containsExactly(
            "Usage: bin/x [--a=A]",
            "             [--bb=B]",
            "  --a-b  see",
            "         .local/credentials.json",
            "         and others");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 80, 200})
  void noHelpBreaksAWordOrIsWiderThanTheTerminal(int columns) {
    List<CommandLine> commands = new ArrayList<>();
    CommandContext context = context(columns);
    addAll(commands, AdminCommand.commandLine(context));
    addAll(commands, CommandRunner.commandLine(new TokenCommand(context, link -> false), context));
    addAll(commands, CommandRunner.commandLine(new ReplayCommand(context), context));
    addAll(commands, CommandRunner.commandLine(new CollectionCommand(context), context));
    assertThat(commands).hasSizeGreaterThan(20);
    for (CommandLine command : commands) {
      String name = command.getCommandSpec().qualifiedName();
      String help =
          HelpText.folded(
              command.getUsageMessage(CommandLine.Help.Ansi.OFF), name, HelpText.width(columns));
      List<String> words = List.of(help.split("\\s+"));
      for (OptionSpec option : command.getCommandSpec().options()) {
        for (String word : String.join(" ", option.description()).split("\\s+")) {
          if (!word.contains("${")) {
            assertThat(words).as("%s: %s", name, option.longestName()).contains(word);
          }
        }
      }
      assertThat(help.lines().filter(line -> !line.contains("bin/")))
          .as(name)
          .allMatch(line -> line.length() <= HelpText.width(columns));
    }
  }

  private static void addAll(List<CommandLine> commands, CommandLine command) {
    commands.add(command);
    command.getSubcommands().values().forEach(each -> addAll(commands, each));
  }

  private CommandContext context(int columns) {
    CommandContext own = CommandContext.ofProcess();
    return new CommandContext(
        root, own.in(), own.out(), own.err(), own.clock(), own.random(), columns);
  }
}
