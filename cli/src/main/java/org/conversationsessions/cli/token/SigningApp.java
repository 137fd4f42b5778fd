package org.conversationsessions.cli.token;

import java.nio.charset.StandardCharsets;
import org.conversationsessions.cli.CliException;

/**
 * An app and the secret that signs its tokens.
 *
 * @param appId {@code cs-…}
 * @param secret at least 32 bytes (RFC 7518, section 3.2)
 */
public record SigningApp(String appId, String secret) {
  private static final int MIN_BYTES = 32;

  /**
   * Validates the secret's length.
   *
   * @throws CliException if HS256 cannot use it
   */
  public SigningApp {
    if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_BYTES) {
      throw new CliException(
          "the secret of " + appId + " is shorter than 32 bytes: give the whole secret");
    }
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return appId;
  }
}
