package org.conversationsessions.local.runner.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.conversationsessions.local.runner.files.PrivateFile;

/**
 * What {@code .local/credentials.json} holds.
 *
 * @param url where the service answers
 * @param dynamodbUrl where its database answers
 * @param accounts the accounts to try it with
 */
public record Credentials(String url, String dynamodbUrl, List<Account> accounts) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies what can change. */
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
   * @param secret what its tokens are signed with
   * @param kind {@code builder} or {@code admin}
   * @param bots the bots it is mapped to; empty for an admin app
   * @param scopes what it may do
   */
  public record Client(
      String appId, String secret, String kind, List<String> bots, List<String> scopes) {
    /** Never the secret itself: this may end up in a log. */
    @Override
    public String toString() {
      return "Client[" + appId + "]";
    }
  }

  /** Reads them. */
  public static Credentials read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Credentials.class);
  }

  /** Writes them into a file that only its owner can read. */
  public void write(Path file) throws IOException {
    PrivateFile.write(file, JSON.writeValueAsBytes(this));
  }

  /** The same accounts at other addresses. */
  Credentials at(URI service, URI database) {
    return new Credentials(service.toString(), database.toString(), accounts);
  }
}
