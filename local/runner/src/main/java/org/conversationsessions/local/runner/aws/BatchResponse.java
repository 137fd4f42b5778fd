package org.conversationsessions.local.runner.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A function's partial batch response: the messages or records of a batch that failed. */
public final class BatchResponse {
  private BatchResponse() {}

  /**
   * Returns the ids in the batch that failed. As on Lambda, an empty response, {@code null} or no
   * list means complete success. A malformed response, or one with an id outside the batch, means
   * complete failure.
   */
  public static Set<String> failed(byte[] payload, Set<String> batch) {
    return listed(payload, batch).orElse(batch);
  }

  /**
   * Returns the ids in the batch that the response lists; empty if it is malformed or lists an id
   * outside the batch.
   */
  public static Optional<Set<String>> listed(byte[] payload, Set<String> batch) {
    String text = new String(payload, StandardCharsets.UTF_8).strip();
    if (text.isEmpty() || text.equals("null")) {
      return Optional.of(Set.of());
    }
    try {
      Set<String> failed = new HashSet<>();
      for (Object failure : failures(JsonCodec.object(text))) {
        Object id = failure instanceof Map<?, ?> map ? map.get("itemIdentifier") : null;
        if (!(id instanceof String known) || !batch.contains(known)) {
          return Optional.empty();
        }
        failed.add(known);
      }
      return Optional.of(failed);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<?> failures(Map<String, Object> response) throws IOException {
    return switch (response.get("batchItemFailures")) {
      case null -> List.of();
      case List<?> list -> list;
      default -> throw new IOException("batchItemFailures is not a list");
    };
  }
}
