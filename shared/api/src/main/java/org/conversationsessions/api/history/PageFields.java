package org.conversationsessions.api.history;

import org.conversationsessions.api.fields.FieldReader;

/** The fields that select a page (contract, sections 5 and 14). */
public final class PageFields {
  private PageFields() {}

  /**
   * Reads {@code limit}, at least 1.
   *
   * @param missing the value if it is missing
   * @param most the value of a higher one
   */
  public static int limit(FieldReader body, int missing, int most) {
    return (int) Math.min(body.integer("limit", 1, Long.MAX_VALUE).orElse(missing), most);
  }

  /** Reads {@code skip} or {@code offset}, two names of one number; 0 if both are missing. */
  public static long skip(FieldReader body) {
    var skip = body.integer("skip", 0, Long.MAX_VALUE);
    var offset = body.integer("offset", 0, Long.MAX_VALUE);
    if (skip.isPresent() && offset.isPresent() && skip.getAsLong() != offset.getAsLong()) {
      throw body.invalid("offset", "differs from skip; they are two names of one number");
    }
    return skip.isPresent() ? skip.getAsLong() : offset.orElse(0);
  }
}
