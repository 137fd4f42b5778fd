package org.conversationsessions.snapshot;

import java.net.URI;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * Makes the SDK look for a function's credentials at a stand-in while this is open: its provider
 * reads the process's own environment, but system properties go before that.
 */
final class LentCredentials implements AutoCloseable {
  private static final String URL = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
  private static final String TOKEN = SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN.property();

  private LentCredentials() {}

  /** Those at this address. */
  static LentCredentials at(URI url) {
    System.setProperty(URL, url.toString());
    System.setProperty(TOKEN, "rehearsal");
    return new LentCredentials();
  }

  /** From here on the SDK looks where it did before. */
  @Override
  public void close() {
    System.clearProperty(URL);
    System.clearProperty(TOKEN);
  }
}
