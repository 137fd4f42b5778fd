package org.conversationsessions.api.billing;

import java.util.List;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.TwelveHourTime;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.session.BillingSession;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes the response of the billing sessions API (contract, section 16.3). The largest page with
 * the longest identifiers has less than 5 MB, so every page fits into a response of Lambda.
 */
public final class BillingResponse {
  private static final int TYPICAL_ROW = 500;

  private BillingResponse() {}

  /** Returns the response to a query. */
  public static HttpResponse of(BillingRequest request, BillingPage page) {
    List<FoundBillingSession> rows = page.billingSessions();
    JsonWriter json = new JsonWriter(1024 + TYPICAL_ROW * rows.size()).beginObject();
    json.name("total").number(page.total()).name("moreAvailable").bool(page.moreAvailable());
    json.name("sessions").beginArray();
    rows.forEach(row -> write(json, row));
    json.endArray().name("next");
    if (page.moreAvailable()) {
      json.string(new BillingCursor(request.filter(), rows.getLast().position()).text());
    } else {
      json.nullValue();
    }
    return HttpResponse.json(json.endObject().finish());
  }

  private static void write(JsonWriter json, FoundBillingSession row) {
    Session session = row.session();
    BillingSession billed = row.billingSession();
    String userId = session.conversation().userId();
    json.beginObject();
    json.name("botId").string(session.conversation().bot().value());
    json.name("channel").string(session.conversation().channel());
    json.name("koreUserId").string(userId);
    json.name("channelUserId").string(userId);
    json.name("billingSessionType").string("Conversations");
    json.name("conversationSessionId").string(session.id().value());
    json.name("conversationSessionStartDateTime").string(TwelveHourTime.of(session.startTime()));
    json.name("conversationSessionEndDateTime").string(TwelveHourTime.of(session.endTime()));
    json.name("billingSessionId").string(billed.id());
    json.name("billingSessionStartDateTime").string(TwelveHourTime.of(billed.start()));
    json.name("billingSessionEndDateTime").string(TwelveHourTime.of(billed.end()));
    json.endObject();
  }
}
