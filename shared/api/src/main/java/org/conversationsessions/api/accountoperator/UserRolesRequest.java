package org.conversationsessions.api.accountoperator;

import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.history.PageFields;

/**
 * The query of {@code GET /api/public/alluserroles} (contract, section 19).
 *
 * @param skip how many operators are passed over
 * @param limit the most operators of the page
 */
public record UserRolesRequest(long skip, int limit) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 100;

  /** Reads the query. */
  public static UserRolesRequest read(FieldReader query) {
    return new UserRolesRequest(
        PageFields.skip(query), PageFields.limit(query, DEFAULT_LIMIT, MAX_LIMIT));
  }
}
