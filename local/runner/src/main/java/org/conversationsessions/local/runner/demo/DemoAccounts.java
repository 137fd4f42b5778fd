package org.conversationsessions.local.runner.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;

/** The demo accounts: generated once, then the same at every start. */
public final class DemoAccounts {
  private static final int SECRET_BYTES = 48;

  private final RandomGenerator random;

  /**
   * Creates a generator.
   *
   * @param random generates the secrets: a {@link java.security.SecureRandom}, except in tests
   */
  public DemoAccounts(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Registers the accounts of a file, which is generated if missing, and updates the file's URLs.
   * An app that is registered now gets every scope of its kind, unless the file gives it none. An
   * app that is registered already keeps its scopes.
   *
   * @param file the credentials
   * @param others credentials to start from if the file is missing; may be missing too
   * @param service the service's URL
   * @param database its database's URL
   */
  public Credentials register(
      Path file, Path others, URI service, URI database, DemoRegistry registry) throws IOException {
    Credentials known = known(file).or(() -> known(others)).orElseGet(this::fresh);
    Credentials current = known.at(service, database);
    // Written first: an account that is registered but in no file could never be used.
    current.write(file);
    Credentials registered =
        current.withAccounts(
            current.accounts().stream().map(account -> registered(account, registry)).toList());
    registered.write(file);
    return registered;
  }

  private Credentials fresh() {
    return new Credentials("", "", accounts());
  }

  private static Optional<Credentials> known(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Credentials.read(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " does not hold demo accounts; delete it to generate new ones", e);
    }
  }

  private static Credentials.Account registered(
      Credentials.Account account, DemoRegistry registry) {
    registry.registerAccount(account.account());
    for (int at = 0; at < account.bots().size(); at++) {
      registry.registerBot(
          new BotId(account.bots().get(at)), account.account(), "Demo bot " + (at + 1));
    }
    return new Credentials.Account(
        account.account(),
        account.bots(),
        account.apps().stream()
            .map(client -> registered(account.account(), client, registry))
            .toList());
  }

  private static Credentials.Client registered(
      String account, Credentials.Client client, DemoRegistry registry) {
    AppKind kind = kind(client);
    Set<Scope> scopes = client.scopes().isEmpty() ? Set.of() : Scope.allOf(kind);
    App app =
        new App(
            client.appId(),
            account,
            kind,
            client.bots().stream().map(BotId::new).collect(Collectors.toSet()),
            scopes,
            List.of(new SigningKey.Secret(client.secret())));
    return registry.registerApp(app) ? client.withScopes(wires(scopes)) : client;
  }

  private static AppKind kind(Credentials.Client client) {
    return Stream.of(AppKind.values())
        .filter(kind -> kind.wire().equals(client.kind()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> wires(Set<Scope> scopes) {
    return scopes.stream().map(Scope::wire).sorted().toList();
  }

  private List<Credentials.Account> accounts() {
    List<String> bots = List.of(bot(), bot(), bot());
    List<String> otherBots = List.of(bot());
    return List.of(
        new Credentials.Account(
            "account-" + uuid(),
            bots,
            List.of(
                client(AppKind.BUILDER, bots.subList(0, 2)),
                client(AppKind.BUILDER, bots.subList(0, 1), Set.of()),
                client(AppKind.ADMIN, List.of()))),
        new Credentials.Account(
            "account-" + uuid(),
            otherBots,
            List.of(client(AppKind.BUILDER, otherBots), client(AppKind.ADMIN, List.of()))));
  }

  private Credentials.Client client(AppKind kind, List<String> bots) {
    return client(kind, bots, Scope.allOf(kind));
  }

  private Credentials.Client client(AppKind kind, List<String> bots, Set<Scope> scopes) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new Credentials.Client(
        "cs-" + uuid(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
        kind.wire(),
        List.copyOf(bots),
        wires(scopes));
  }

  private String bot() {
    return "st-" + uuid();
  }

  private String uuid() {
    long versionFour = (random.nextLong() & ~0xf000L) | 0x4000L;
    long variantTwo = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(versionFour, variantTwo).toString();
  }
}
