package org.conversationsessions.cli.token;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.DurationConverter;
import org.conversationsessions.cli.LocalAccount;
import org.conversationsessions.cli.LocalApp;
import org.conversationsessions.cli.LocalCredentials;
import org.conversationsessions.cli.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bin/token}: prints a token, and nothing else on standard output, for use with curl. */
@Command(
    name = "bin/token",
    description =
        "Prints a token of an app. Without --app: of the first builder app that bin/local"
            + " registered.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bin/token --list",
      "  curl -H \"auth: $(bin/token)\" -X POST $URL/api/public/bot/st-…/getSessions",
      "  bin/token --app cs-… --expires 15m --user mary@example.com",
      "  bin/token --app cs-… --secret-stdin < secret.txt"
    })
public final class TokenCommand implements Callable<Integer> {
  private static final String DEFAULT_LIFETIME = "1h";

  @Mixin private final AppOptions app = new AppOptions();

  @Option(names = "--admin", description = "Use the first admin app that bin/local registered.")
  private boolean admin;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description =
          "How long the token is valid: 90 (seconds), 15m, 1h, 7d. Default: "
              + DEFAULT_LIFETIME
              + ".",
      converter = DurationConverter.class)
  private Duration lifetime = new DurationConverter().convert(DEFAULT_LIFETIME);

  @Option(
      names = "--no-expiry",
      description = "Make a token that never expires. A deployment may refuse it.")
  private boolean noExpiry;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "The end user that the token acts for (claims sub and userIdentity).")
  private @Nullable String user;

  @Option(names = "--list", description = "List the apps that bin/local registered.")
  private boolean list;

  private final CommandContext context;

  /** Creates the command. */
  public TokenCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command as a program. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new TokenCommand(context), context).execute(args));
  }

  @Override
  public Integer call() {
    if (list) {
      list();
      return 0;
    }
    if (admin && app.isNamed()) {
      throw new CliException("give --app or --admin, not both");
    }
    SigningApp chosen = app.choose(context, () -> first(admin ? "admin" : "builder"));
    context
        .out()
        .println(
            new TokenSigner(chosen, context.clock())
                .token(
                    noExpiry ? Optional.empty() : Optional.of(lifetime),
                    Optional.ofNullable(user)));
    return 0;
  }

  private LocalApp first(String kind) {
    return credentials()
        .apps()
        .filter(candidate -> candidate.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    "no " + kind + " app in .local/credentials.json: name one with --app"));
  }

  private LocalCredentials credentials() {
    return LocalCredentials.read(context.credentialsFile());
  }

  private void list() {
    TextTable table = new TextTable("APP", "KIND", "ACCOUNT", "BOTS", "SCOPES");
    for (LocalAccount account : credentials().accounts()) {
      for (LocalApp each : account.apps()) {
        table.row(
            each.appId(),
            each.kind(),
            account.account(),
            String.join(", ", each.bots()),
            String.join(", ", each.scopes()));
      }
    }
    table.print(context.out());
  }
}
