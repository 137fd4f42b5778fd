package org.conversationsessions.local.cli.token;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Durations;
import org.conversationsessions.local.cli.LocalAccount;
import org.conversationsessions.local.cli.LocalApp;
import org.conversationsessions.local.cli.LocalCredentials;
import org.conversationsessions.local.cli.Program;
import org.conversationsessions.local.cli.Surroundings;
import org.conversationsessions.local.cli.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code bin/token}: prints a token for trying things with curl, and nothing else on standard
 * output.
 */
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

  @Option(names = "--admin", description = "Of the first admin app that bin/local registered.")
  private boolean admin;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description =
          "How long it is valid: 90 (seconds), 15m, 1h, 7d. Default: " + DEFAULT_LIFETIME + ".",
      converter = Durations.class)
  private Duration lifetime = new Durations().convert(DEFAULT_LIFETIME);

  @Option(
      names = "--no-expiry",
      description = "Make it valid for ever; a deployment may refuse that.")
  private boolean forEver;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "The end user it speaks for (claims sub and userIdentity).")
  private @Nullable String user;

  @Option(names = "--list", description = "Show the apps that bin/local registered.")
  private boolean list;

  private final Surroundings surroundings;

  /** Makes the command. */
  public TokenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The program. */
  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.ofProcess();
    System.exit(Program.of(new TokenCommand(surroundings), surroundings).execute(args));
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
    SigningApp chosen = app.choose(surroundings, () -> first(admin ? "admin" : "builder"));
    surroundings
        .out()
        .println(
            new TokenSigner(chosen, surroundings.clock())
                .token(
                    forEver ? Optional.empty() : Optional.of(lifetime), Optional.ofNullable(user)));
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
    return LocalCredentials.read(surroundings.credentialsFile());
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
    table.print(surroundings.out());
  }
}
