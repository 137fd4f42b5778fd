package org.conversationsessions.local.runner.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a function that reports failures of single messages says of its batch. */
public final class BatchResponse {
  private BatchResponse() {}

  /**
   * The ids, among those of the batch, that failed. As Lambda does it: no answer, {@code null} or
   * no list is a complete success; an answer that cannot be understood, or that names a message not
   * of the batch, is a complete failure.
   */
  public static Set<String> failed(byte[] payload, Set<String> batch) {
    return named(payload, batch).orElse(batch);
  }

  /**
   * The ids, among those of the batch, that the answer names; empty if it cannot be understood or
   * names anything else.
   */
  public static Optional<Set<String>> named(byte[] payload, Set<String> batch) {
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
      default -> throw new IOException("batchItemFailures is no list");
    };
  }
}
