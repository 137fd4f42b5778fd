package org.conversationsessions.cli.token;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
        "Prints a token of an app, or a link that signs in to the console. Without --app: of the"
            + " first builder app that bin/local registered.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bin/token --list",
      "  curl -H \"auth: $(bin/token)\" -X POST $URL/api/public/bot/st-…/getSessions",
      "  bin/token --app cs-… --expires 15m --user mary@example.com",
      "  bin/token --app cs-… --secret-stdin < secret.txt",
      "  bin/token --open",
      "  bin/token --open --url https://… --app cs-… --secret-stdin < secret.txt"
    })
public final class TokenCommand implements Callable<Integer> {
  private static final String DEFAULT_LIFETIME = "1h";

  /** The longest life of a token in a link, and the default. */
  private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  @Mixin private final AppOptions app = new AppOptions();

  @Option(names = "--admin", description = "Use the first admin app that bin/local registered.")
  private boolean admin;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description =
          "How long the token is valid: 90 (seconds), 15m, 1h, 7d. Default: "
              + DEFAULT_LIFETIME
              + ". With --open at most 15m, which is the default then.",
      converter = DurationConverter.class)
  private @Nullable Duration lifetime;

  @Option(
      names = "--no-expiry",
      description = "Make a token that never expires. A deployment may refuse it.")
  private boolean noExpiry;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "The end user that the token acts for (claims sub and userIdentity).")
  private @Nullable String user;

  @Option(
      names = "--open",
      description = {
        "Print a link to the console with a token, and open it where there is a browser.",
        "Whoever has the link can use the token until it expires."
      })
  private boolean open;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The service whose console --open names: with https, or on this machine. Default: the one"
              + " of bin/local.")
  private @Nullable URI url;

  @Option(names = "--list", description = "List the apps that bin/local registered.")
  private boolean list;

  private final CommandContext context;
  private final BrowserOpener browser;

  /**
   * Creates the command.
   *
   * @param browser opens the console
   */
  public TokenCommand(CommandContext context, BrowserOpener browser) {
    this.context = context;
    this.browser = browser;
  }

  /** Runs the command as a program. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    BrowserOpener browser =
        new DesktopBrowser(
            System.getenv(),
            System.getProperty("os.name", ""),
            Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    System.exit(
        CommandRunner.commandLine(new TokenCommand(context, browser), context).execute(args));
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
    if (url != null && !open) {
      throw new CliException("--url is for --open: give both");
    }
    if (url != null && !isConfidential(url)) {
      throw new CliException(
          "--url must begin with https://, or name this machine: over http others can read the"
              + " token");
    }
    Optional<Duration> validity = validity();
    SigningApp chosen = app.choose(context, () -> first(admin ? "admin" : "builder"));
    String token =
        new TokenSigner(chosen, context.clock()).token(validity, Optional.ofNullable(user));
    if (open) {
      open(token);
    } else {
      context.out().println(token);
    }
    return 0;
  }

  /** Returns how long the token is valid; empty for ever. */
  private Optional<Duration> validity() {
    if (!open) {
      return noExpiry
          ? Optional.empty()
          : Optional.of(
              lifetime == null ? new DurationConverter().convert(DEFAULT_LIFETIME) : lifetime);
    }
    if (noExpiry || (lifetime != null && lifetime.compareTo(LINK_LIFETIME) > 0)) {
      throw new CliException("the token of a link is valid for at most 15m: give a shorter time");
    }
    return Optional.of(lifetime == null ? LINK_LIFETIME : lifetime);
  }

  /** Whether nobody else can read what is sent to an address. No name is looked up. */
  private static boolean isConfidential(URI address) {
    String host = address.getHost();
    if (host == null) {
      return false;
    }
    return "https".equalsIgnoreCase(address.getScheme())
        || ("http".equalsIgnoreCase(address.getScheme()) && LOOPBACK.matcher(host).matches());
  }

  /** The token is in the fragment, which browsers send to no server. */
  private void open(String token) {
    URI service = url == null ? credentials().url() : url;
    URI link = URI.create(service.toString().replaceAll("/+$", "") + "/console/#token=" + token);
    context.out().println(link);
    if (browser.open(link)) {
      context.err().println("opened in the browser");
    }
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
