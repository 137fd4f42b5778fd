package org.conversationsessions.api.settings;

import java.util.OptionalLong;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.settings.PublishedVersion;

/**
 * The body of {@code POST …/publish} (contract, section 19).
 *
 * @param comment what is said about the version
 * @param restoreVersion the number of the version to be published again; empty: the draft
 */
public record PublishRequest(String comment, OptionalLong restoreVersion) {
  private static final String COMMENT = "versionComment";
  private static final String TRAINING = "initiateTraining";
  private static final String RESTORE = "restoreVersion";

  /** Reads the body. Nothing is trained here, so {@code initiateTraining} is only checked. */
  public static PublishRequest read(FieldReader fields) {
    fields.boolOrText(TRAINING);
    return new PublishRequest(
        fields.requiredIdentifier(COMMENT, PublishedVersion.MAX_COMMENT),
        fields.integer(RESTORE, 1, Long.MAX_VALUE));
  }

  /** Returns the error for a version that was never published. */
  public static ApiError unknownVersion(long number) {
    return ApiError.badRequest(RESTORE + ": no published version has the number " + number);
  }
}
