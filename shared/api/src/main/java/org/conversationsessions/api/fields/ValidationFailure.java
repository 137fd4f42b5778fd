package org.conversationsessions.api.fields;

import org.conversationsessions.api.http.ApiError;

/** Leaves a reading at the first wrong field. It never leaves {@link FieldReader#read}. */
public final class ValidationFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ApiError error;

  ValidationFailure(ApiError error) {
    super(error.msg(), null, false, false);
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
