package org.conversationsessions.cli.connection;

import java.net.URI;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.LocalApp;
import org.conversationsessions.cli.LocalCredentials;
import org.conversationsessions.cli.replay.DefaultApp;
import org.conversationsessions.cli.replay.send.BotResource;
import org.conversationsessions.cli.replay.send.RenewedToken;
import org.conversationsessions.cli.token.AppOptions;
import org.conversationsessions.cli.token.TokenSigner;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that calls the API: its address, and the app that calls. */
public final class ApiOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The API's address. Default: the local service's, or that of --stack.")
  private @Nullable URI url;

  @Mixin private final AppOptions app = new AppOptions();

  /** For picocli. */
  public ApiOptions() {}

  /**
   * Returns the resources of a bot by their names, called with tokens of the app.
   *
   * @param target the installation whose API it is, if no option gives the address
   * @param scopes the scopes that a demo app must have, if no option names the app
   * @throws CliException if the options contradict each other, the installation is not found, or no
   *     app is named and no demo app has the scopes
   */
  public Function<String, BotResource> resources(
      TargetOptions target, CommandContext context, BotId bot, Set<Scope> scopes) {
    if (url != null && !target.isLocal()) {
      throw new CliException("give --url or --stack, not both");
    }
    URI service = url == null ? target.apiUrl() : url;
    Supplier<String> token =
        new RenewedToken(
            new TokenSigner(
                app.choose(context, () -> demoApp(target, context, bot, scopes)), context.clock()),
            context.clock());
    return name -> new BotResource(service, bot, name, token, context.clock());
  }

  private LocalApp demoApp(
      TargetOptions target, CommandContext context, BotId bot, Set<Scope> scopes) {
    if (url != null || !target.isLocal()) {
      throw new CliException(
          "name the app whose token is used: --app cs-… with --secret-stdin (see bin/admin apps)");
    }
    return DefaultApp.of(LocalCredentials.read(context.credentialsFile()), bot.value(), scopes);
  }
}
