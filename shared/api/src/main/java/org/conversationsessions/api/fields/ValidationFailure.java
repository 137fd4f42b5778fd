package org.conversationsessions.api.fields;

import org.conversationsessions.api.http.ApiError;

/** Ends the reading at the first invalid field. {@link FieldReader#read} catches it. */
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
