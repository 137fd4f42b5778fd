package org.conversationsessions.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.conversationsessions.store.client.Dynamo;

/**
 * DynamoDB where it is reached by TLS, which a rehearsal without certificates leaves out.
 *
 * @param url where it is
 */
record SecureEndpoint(URI url) {
  private static final int GREETINGS = 10;
  private static final int TIMEOUT_MILLIS = 1000;

  /** That of a function with this environment; empty if there is no TLS. */
  static Optional<SecureEndpoint> of(Map<String, String> environment) {
    URI url = Dynamo.endpoint(environment);
    return "https".equals(url.getScheme())
        ? Optional.of(new SecureEndpoint(url))
        : Optional.empty();
  }

  /**
   * Shakes hands and asks for the page that tells everybody that DynamoDB is well. Nothing is told
   * but that somebody is there, and nothing is kept: neither a connection nor a session of TLS,
   * which lives in a context of its own.
   */
  void greet() throws IOException, GeneralSecurityException {
    for (int time = 0; time < GREETINGS; time++) {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, null, null);
      HttpsURLConnection connection = (HttpsURLConnection) url.toURL().openConnection();
      connection.setSSLSocketFactory(tls.getSocketFactory());
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setRequestProperty("Connection", "close");
      try (InputStream answer = connection.getInputStream()) {
        answer.transferTo(OutputStream.nullOutputStream());
      } finally {
        connection.disconnect();
      }
    }
  }
}
