package org.conversationsessions.api.message;

import java.util.Optional;
import org.conversationsessions.api.http.HttpRequest;

/**
 * The calls of the conversation history API, which differ in their limits (contract, section 14).
 */
public enum MessageApi {
  /** {@code getMessages}. */
  V1("getMessages", 100, 100),
  /** {@code getMessagesV2}. */
  V2("getMessagesV2", 100, 10_000),
  /** {@code messages-lite}. */
  LITE("messages-lite", 5, 1000);

  private final String path;
  private final int defaultLimit;
  private final int maxLimit;

  MessageApi(String path, int defaultLimit, int maxLimit) {
    this.path = path;
    this.defaultLimit = defaultLimit;
    this.maxLimit = maxLimit;
  }

  /** Returns the call of a request, by the end of its path; empty if it is not one of them. */
  public static Optional<MessageApi> of(HttpRequest request) {
    String last = request.path().substring(request.path().lastIndexOf('/') + 1);
    for (MessageApi api : values()) {
      if (api.path.equals(last)) {
        return Optional.of(api);
      }
    }
    return Optional.empty();
  }

  int defaultLimit() {
    return defaultLimit;
  }

  int maxLimit() {
    return maxLimit;
  }
}
