package org.conversationsessions.cli.openapi;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import picocli.CommandLine.Command;

/** {@code bin/collection}: prints a collection of the API's requests for an API client. */
@Command(
    name = "bin/collection",
    description = {
      "Prints a collection of requests, made of docs/openapi.yaml: one for each example. Postman,"
          + " Bruno and Insomnia import it.",
      "Its variables are url, botId and token. bin/token prints a token."
    },
    footerHeading = "%nExamples:%n",
    footer = "  bin/collection > conversation-sessions.postman_collection.json")
public final class CollectionCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Creates the command. */
  public CollectionCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command as a program. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new CollectionCommand(context), context).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    context.out().println(new PostmanCollection(ApiDocument.ofProject(context.root())).json());
    return 0;
  }
}
