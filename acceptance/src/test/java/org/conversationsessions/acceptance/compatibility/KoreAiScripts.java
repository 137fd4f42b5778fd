package org.conversationsessions.acceptance.compatibility;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.TestBot;

/**
 * Calls as the shell scripts of jscray-gtl/kore-ai do, with curl. Its {@code --data} makes a POST,
 * of the type {@code application/x-www-form-urlencoded} unless the script names another.
 *
 * @param dateFrom a date without a time, and so is {@code dateTo}
 */
record KoreAiScripts(TestBot bot, String dateFrom, String dateTo) {
  /** What curl declares if the script does not. */
  private static final String FORM = "application/x-www-form-urlencoded";

  /** The script {@code curl_script_poc.sh}. */
  Answer selfServiceSessions() {
    return post("?containmentType=selfService", "application/json");
  }

  /** The same without its header {@code Content-Type}: JSON that says it is a form. */
  Answer selfServiceSessionsAsForm() {
    return post("?containmentType=selfService", FORM);
  }

  /** A variant with a second limit in the query. */
  Answer sessionsWithLimitInQuery() {
    return post("?containmentType=selfService&limit=1", "application/json");
  }

  /** An attempt with GET, on the path that begins with stream. */
  Answer sessionsByGet() {
    return Http.send(
        request(
                "stream",
                "?containmentType=selfService&skip=0&limit=100&dateFrom=%s&dateTo=%s"
                    .formatted(dateFrom, dateTo),
                Optional.empty())
            .GET());
  }

  private Answer post(String query, String contentType) {
    String body =
        """
        {
        "skip" : 0,
        "limit" : 100,
        "dateFrom" : "%s",
        "dateTo" : "%s"
        }"""
            .formatted(dateFrom, dateTo);
    return Http.send(
        request("bot", query, Optional.of(contentType)).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String kind, String query, Optional<String> contentType) {
    HttpRequest.Builder request =
        Http.request(
                "%s/api/public/%s/%s/getSessions%s"
                    .formatted(bot.client().service().url(), kind, bot.id(), query))
            .header("Accept", "*/*")
            .header("auth", bot.builder().token());
    contentType.ifPresent(type -> request.header("Content-Type", type));
    return request;
  }
}
