package org.conversationsessions.snapshot;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * Makes the process look to the SDK as it does during an invocation, while this is open. Where its
 * credentials are the SDK reads in the process's own environment, but system properties go before
 * that; the header for tracing is a system property in any case: AWS's client for the Runtime API
 * sets it for each invocation.
 */
final class InvocationProperties implements AutoCloseable {
  private static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";
  private static final String TRACE =
      "Root=1-5e1b4151-43a0913a12345678901234ab;Parent=43a0913a12345678;Sampled=0";

  private final Map<String, Optional<String>> before = new LinkedHashMap<>();

  private InvocationProperties() {}

  /** Sets them. */
  static InvocationProperties withCredentialsAt(URI url) {
    InvocationProperties properties = new InvocationProperties();
    properties.set(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property(), url.toString());
    properties.set(SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN.property(), "rehearsal");
    properties.set(TRACE_HEADER, TRACE);
    return properties;
  }

  /** From here on all is as it was before. */
  @Override
  public void close() {
    before.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> System.setProperty(name, text), () -> System.clearProperty(name)));
  }

  private void set(String name, String value) {
    before.put(name, Optional.ofNullable(System.getProperty(name)));
    System.setProperty(name, value);
  }
}
