package org.conversationsessions.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The content of {@code .local/credentials.json}, which {@code bin/local} writes (contract, section
 * 12).
 *
 * @param url the service's address
 * @param dynamodbUrl its database's address
 * @param accounts the demo accounts
 */
public record LocalCredentials(URI url, URI dynamodbUrl, List<LocalAccount> accounts) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Rejects a file with a missing property. */
  public LocalCredentials {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(dynamodbUrl, "dynamodbUrl");
    accounts = List.copyOf(accounts);
  }

  /**
   * Reads the file.
   *
   * @throws CliException if it is missing or was not written by {@code bin/local}
   */
  public static LocalCredentials read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), LocalCredentials.class);
    } catch (NoSuchFileException e) {
      throw new CliException("there is no " + file + ": start the service with bin/local", e);
    } catch (JacksonException e) {
      throw new CliException(file + " was not written by bin/local: restart bin/local", e);
    } catch (IOException e) {
      throw new CliException(
          file + " cannot be read: check its permissions (" + e.getMessage() + ")", e);
    }
  }

  /** Returns all apps of all accounts, in the order of the file. */
  public Stream<LocalApp> apps() {
    return accounts.stream().flatMap(account -> account.apps().stream());
  }

  /** Finds an app by its identifier. */
  public Optional<LocalApp> app(String appId) {
    return apps().filter(app -> app.appId().equals(appId)).findFirst();
  }
}
