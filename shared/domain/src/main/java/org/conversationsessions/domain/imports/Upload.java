package org.conversationsessions.domain.imports;

import java.time.Duration;
import java.time.Instant;

/**
 * An uploaded file (contract, section 19). The file itself is not kept.
 *
 * @param account the account that uploaded it
 * @param name the file's name, at most {@value #MAX_NAME} characters; empty if the client gave none
 * @param size its size in bytes
 * @param sha256 its SHA-256, in hexadecimal
 * @param uploadedAt when it was uploaded, in milliseconds
 * @param content what an import uses of it
 */
public record Upload(
    FileId id,
    String account,
    String name,
    long size,
    String sha256,
    Instant uploadedAt,
    Content content) {
  /** How long an upload can be imported. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** The longest name. */
  public static final int MAX_NAME = 256;

  /** The longest {@link Content.Extract}, in bytes of UTF-8. An item has at most 400 KB. */
  public static final int MAX_EXTRACT = 300_000;

  /** What an import uses of a file. */
  public sealed interface Content {
    /**
     * The members of a bot definition or configuration that an import uses.
     *
     * @param json an object, at most {@value Upload#MAX_EXTRACT} bytes
     */
    record Extract(String json) implements Content {}

    /**
     * The file is neither. An import that names it as one fails.
     *
     * @param reason the reason, without any content of the file
     */
    record Unreadable(String reason) implements Content {}
  }
}
