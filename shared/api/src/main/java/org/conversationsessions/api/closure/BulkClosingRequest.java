package org.conversationsessions.api.closure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.history.DateRange;
import org.conversationsessions.api.history.KindFields;
import org.conversationsessions.api.history.TagFields;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;

/**
 * A request to close all live sessions that match a filter (contract, section 4).
 *
 * @param filter which live sessions
 * @param dryRun whether they are only counted
 */
public record BulkClosingRequest(HistoryFilter filter, boolean dryRun) {
  private static final TimeWindow EVER = new TimeWindow(Instant.EPOCH, SessionId.MAX_START);
  private static final String ALL = "all";
  private static final String DRY_RUN = "dryRun";
  private static final List<String> FILTERS =
      List.of("dateFrom", "dateTo", "userId", "containmentType", "sessionType", "tags");
  private static final List<String> KNOWN =
      Stream.concat(FILTERS.stream(), Stream.of(ALL, DRY_RUN)).toList();

  /**
   * Reads the body and the query. A field that is not known is refused: ignored, a misspelt filter
   * would close more than was meant. For the same reason a request without a filter must say so.
   */
  public static BulkClosingRequest read(FieldReader fields) {
    fields.allowOnly(KNOWN);
    Optional<String> userId = fields.identifier("userId", 1, ConversationKey.MAX_USER);
    Optional<SessionType> type = KindFields.type(fields);
    TagFilter tags = TagFields.read(fields, TagFields.OF_SESSIONS);
    boolean dryRun = fields.boolOrText(DRY_RUN).orElse(false);
    boolean all = fields.boolOrText(ALL).orElse(false);
    DateRange dates = DateRange.read(fields);
    if (!all && FILTERS.stream().noneMatch(fields::has)) {
      throw fields.invalid(ALL, "must be true to close all live sessions, without a filter");
    }
    return new BulkClosingRequest(
        new HistoryFilter(
            dates.windowWithin(EVER, Optional.empty()),
            userId,
            KindFields.containment(fields),
            type,
            tags),
        dryRun);
  }
}
