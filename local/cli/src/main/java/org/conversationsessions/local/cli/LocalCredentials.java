package org.conversationsessions.local.cli;

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
 * What {@code bin/local} tells about itself in {@code .local/credentials.json} (contract, section
 * 12).
 *
 * @param url where the service answers
 * @param dynamodbUrl where its database answers
 * @param accounts the demo accounts
 */
public record LocalCredentials(URI url, URI dynamodbUrl, List<LocalAccount> accounts) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Refuses a file that lacks a part. */
  public LocalCredentials {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(dynamodbUrl, "dynamodbUrl");
    accounts = List.copyOf(accounts);
  }

  /**
   * Reads the file.
   *
   * @throws CliException if it is missing or is not what {@code bin/local} writes
   */
  public static LocalCredentials read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), LocalCredentials.class);
    } catch (NoSuchFileException e) {
      throw new CliException("there is no " + file + ": start the service with bin/local", e);
    } catch (JacksonException e) {
      throw new CliException(file + " is not what bin/local writes: start bin/local anew", e);
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** All apps of all accounts, in the file's order. */
  public Stream<LocalApp> apps() {
    return accounts.stream().flatMap(account -> account.apps().stream());
  }

  /** The app of this identifier. */
  public Optional<LocalApp> app(String appId) {
    return apps().filter(app -> app.appId().equals(appId)).findFirst();
  }
}
