package org.conversationsessions.acceptance.compatibility;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.TestBot;

/**
 * The sample calls of Kore.ai's pages on the Conversation History API, its lightweight form, the
 * Delete Customer Data API and the Debug Logs API. What the pages leave to the reader is filled in,
 * and nothing else: a sample that is no JSON is sent as it is.
 *
 * @param bot the bot, whose builder app calls
 */
record DocumentedCalls(TestBot bot) {
  /** GET, version 1. */
  Answer getMessages(String userId) {
    return get("getMessages?userId=%s&limit=10&dateFrom=2023-05-20&dateTo=2023-05-25", userId);
  }

  /** GET, version 2. */
  Answer getMessagesV2(String userId) {
    return get("getMessagesV2?userId=%s&includeSecureForm=true", userId);
  }

  /**
   * "GET, version 2" of a newer page: a POST with a query, an empty object, and a user's header.
   */
  Answer getMessagesV2ByPost(String userId) {
    return Http.send(
        request("getMessagesV2?userId=%s&channelType=korevg&includeLatency=true", userId)
            .header("userId", "u-xxxx-xxxxx-xxxx")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}")));
  }

  /** POST, version 1. Its JSON lacks a comma before {@code tags}. */
  Answer postMessages(String userId, String firstSession, String secondSession) {
    return post("getMessages", messagesBody(userId, firstSession, secondSession));
  }

  /** The same with the comma. */
  Answer postMessagesWithComma(String userId, String firstSession, String secondSession) {
    return post(
        "getMessages",
        messagesBody(userId, firstSession, secondSession).replace("\"true\"", "\"true\","));
  }

  /** POST, version 2. */
  Answer postMessagesV2(String userId) {
    return post("getMessagesV2", "{\n    \"userId\": \"%s\"\n    \n    \n}".formatted(userId));
  }

  /** POST, version 2, of one session. */
  Answer postMessagesV2OfSession(String sessionId) {
    return post("getMessagesV2", "{\"sessionId\": [\"%s\"]}".formatted(sessionId));
  }

  /** Messages of a voice call. */
  Answer getMessagesOfCall(String callId) {
    return get(
        "getMessages?limit=50&dateTo=2025-06-26&callId=%s&dateFrom=2025-06-23&channelType=ivr",
        callId);
  }

  /** Lightweight, GET. */
  Answer getMessagesLite(String userId) {
    return get("messages-lite?userId=%s&limit=5&skip=0&offset=0", userId);
  }

  /** Lightweight, GET by the user's id on the channel. */
  Answer getMessagesLiteByChannel(String channelUId) {
    return get("messages-lite?channelType=web-sdk&channelUId=%s", channelUId);
  }

  /** Lightweight, POST, of an older page: the JSON ends with a comma. */
  Answer postMessagesLite(String userId, String sessionId) {
    return post(
        "messages-lite",
        """
        { "userId": "%s", "sessionId":
        "%s", "dateFrom": "2019-04-01", "dateTo":
        "2019-04-30", "channelType": "rtm", "type": [ "incoming",
        "outgoing" ], "limit": 100, "skip": 0, "isDeveloper": false, }\
        """
            .formatted(userId, sessionId));
  }

  /** Lightweight, POST, of the newest page: {@code channelType} is there twice. */
  Answer postMessagesLiteByChannel(String userId, String sessionId) {
    return post(
        "messages-lite",
        """
        {"userId": "%1$s", "sessionId": "%2$s", "dateFrom": "2019-04-01", "dateTo": "2019-04-30", \
        "channelType": "rtm", "type": ["incoming", "outgoing"], "limit": 100, "skip": 0, \
        "isDeveloper": false, "channelUId": "%1$s", "channelType": "email"}\
        """
            .formatted(userId, sessionId));
  }

  /** Delete Customer Data: bare keys, a missing comma and a comment. */
  Answer eraseUsersData(TestApp admin, String userId) {
    return Http.send(
        Http.request(bot.client().service().url() + "/api/public/bot/eraseUsersData")
            .header("Content-Type", "application/json")
            .header("auth", admin.token())
            .method(
                "DELETE",
                BodyPublishers.ofString(
                    """
                    {
                      userIds: ["%s"],
                      botIds: ["%s"]
                      RemoveDataFromAllBots: true   // optional
                    }\
                    """
                        .formatted(userId, bot.id()))));
  }

  /** Debug logs, GET. */
  Answer getDebugLogs(String identity) {
    return Http.send(
        Http.request(
                bot.client().service().url()
                    + "/api/1.1/%s/debuglogs?identity=%s&channelType=rtm&minimumInfo=true"
                        .formatted(bot.id(), identity)
                    + "&limit=5&offset=300&timezone=Asia/Kolkata")
            .header("auth", bot.builder().token())
            .GET());
  }

  private static String messagesBody(String userId, String firstSession, String secondSession) {
    return """
    {
      "userId"           : "%s",
      "skip"             : 0,
      "limit"            : 100,
      "dateFrom"         : "2019-04-01",
      "dateTo"           : "2019-04-01",
      "channelType"      : "rcs",
      "sessionId"        : ["%s","%s"],
      "includeTraceId"  : "true"
      "tags"         : {
        "and"    : [
          {
            "name"  : "plan",
            "values"  : ["gold","silver"],
            "type"    : "userTags"
          },
          {
            "name"  : "topic",
            "values"  : ["refund","parcel"],
            "type"    : "sessionTags"
          }
        ]
      }
    }\
    """
        .formatted(userId, firstSession, secondSession);
  }

  private Answer get(String call, String argument) {
    return Http.send(request(call, argument).GET());
  }

  private Answer post(String call, String body) {
    return Http.send(
        request(call, "")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String call, String argument) {
    return Http.request(
            bot.client().service().url() + bot.path(call.formatted(Http.encoded(argument))))
        .header("auth", bot.builder().token());
  }
}
