package org.conversationsessions.local.runner.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.conversationsessions.local.runner.files.PrivateFile;

/**
 * The contents of {@code .local/credentials.json}.
 *
 * @param url the service's URL
 * @param dynamodbUrl its database's URL
 * @param accounts the demo accounts
 */
public record Credentials(String url, String dynamodbUrl, List<Account> accounts) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Makes defensive copies. */
  public Credentials {
    accounts = List.copyOf(accounts);
  }

  /**
   * An account.
   *
   * @param account its identifier
   * @param bots its bots
   * @param apps its apps
   */
  public record Account(String account, List<String> bots, List<Client> apps) {}

  /**
   * An app and its secret.
   *
   * @param appId its identifier
   * @param secret the key that signs its tokens
   * @param kind {@code builder} or {@code admin}
   * @param bots the bots it is mapped to; empty for an admin app
   * @param scopes its permissions
   */
  public record Client(
      String appId, String secret, String kind, List<String> bots, List<String> scopes) {
    /** Returns this app with other permissions. */
    Client withScopes(List<String> other) {
      return new Client(appId, secret, kind, bots, other);
    }

    /** Returns the identifier without the secret, because it may be logged. */
    @Override
    public String toString() {
      return "Client[" + appId + "]";
    }
  }

  /** Reads credentials. */
  public static Credentials read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Credentials.class);
  }

  /** Writes the credentials to a file that only its owner can read. */
  public void write(Path file) throws IOException {
    PrivateFile.write(file, JSON.writeValueAsBytes(this));
  }

  /** Returns the same accounts with other URLs. */
  Credentials at(URI service, URI database) {
    return new Credentials(service.toString(), database.toString(), accounts);
  }

  /** Returns other accounts at the same URLs. */
  Credentials withAccounts(List<Account> other) {
    return new Credentials(url, dynamodbUrl, other);
  }
}
