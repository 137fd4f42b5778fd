package org.conversationsessions.acceptance;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.admin.AdminCommand;
import org.conversationsessions.cli.replay.ReplayCommand;
import org.conversationsessions.local.runner.LocalService;
import picocli.CommandLine;

/**
 * Works with the commands of {@code bin} on a service that runs with its files in this checkout's
 * {@code .local}.
 *
 * @param root the folder that stands for the checkout
 */
public record Operator(Path root) {
  /** What a command said and how it ended. */
  public record Said(int status, String out, String err) {}

  /** Starts a service that this operator's commands find. */
  LocalService startService() {
    return RunningService.start(root.resolve(".local"), Map.of());
  }

  /** Runs {@code bin/admin}. */
  public Said admin(String... arguments) {
    return run(AdminCommand::commandLine, arguments);
  }

  /** Runs {@code bin/replay}. */
  Said replay(String... arguments) {
    return run(s -> CommandRunner.commandLine(new ReplayCommand(s), s), arguments);
  }

  private Said run(Function<CommandContext, CommandLine> command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandContext context =
        new CommandContext(
            root,
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            InstantSource.system(),
            new SecureRandom(),
            0);
    int status = command.apply(context).execute(arguments);
    return new Said(status, out.toString().strip(), err.toString().strip());
  }
}
