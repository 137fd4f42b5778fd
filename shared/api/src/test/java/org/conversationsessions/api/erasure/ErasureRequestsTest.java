package org.conversationsessions.api.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Contract, section 15: the requests")
class ErasureRequestsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final String INVALID = "Validation errors/ Invalid arguments: ";

  @Test
  void endUsersAreNamedWithOrWithoutAChannel() {
    assertThat(
            erase(
                """
                {"userIds":["a@b.c",{"userId":"d","channel":"rtm"},{"userId":"e"}],
                "botIds":["st-1","not a bot"],"foo":1}"""))
        .isEqualTo(
            new ParseResult.Value<>(
                new EraseUsersDataRequest(
                    List.of(
                        new DataSubject("a@b.c", Optional.empty()),
                        new DataSubject("d", Optional.of("rtm")),
                        new DataSubject("e", Optional.empty())),
                    List.of("st-1", "not a bot"),
                    false)));
  }

  @Test
  void withAllBotsNoBotIsNeededAndNoneIsRead() {
    for (String bots : List.of("", ",\"botIds\":[]", ",\"botIds\":5")) {
      assertThat(erase("{\"userIds\":[\"a\"],\"RemoveDataFromAllBots\":true" + bots + "}"))
          .isEqualTo(
              new ParseResult.Value<>(
                  new EraseUsersDataRequest(
                      List.of(new DataSubject("a", Optional.empty())), List.of(), true)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | userIds: is missing",
        "{'userIds':null} | userIds: is missing",
        "{'userIds':'a'} | userIds: must be an array of 1 to 100 items",
        "{'userIds':[]} | userIds: must be an array of 1 to 100 items",
        "{'userIds':['']} | userIds[0]: must be a string of 1 to 256 characters",
        "{'userIds':['a',5]} | userIds[1]: must be a string of 1 to 256 characters",
        "{'userIds':[null]} | userIds[0]: is missing",
        "{'userIds':[{}]} | userIds[0].userId: is missing",
        "{'userIds':[{'userId':'a','channel':''}]} | userIds[0].channel: must be a string of 1 to 64 characters",
        "{'userIds':['a']} | botIds: is missing",
        "{'userIds':['a'],'RemoveDataFromAllBots':false} | botIds: is missing",
        "{'userIds':['a'],'RemoveDataFromAllBots':'yes'} | RemoveDataFromAllBots: must be true or false",
        "{'userIds':['a'],'botIds':[]} | botIds: must be an array of 1 to 1000 items",
        "{'userIds':['a'],'botIds':[7]} | botIds[0]: must be a string of 1 to 256 characters"
      })
  void whatIsMalformedIs412(String body, String reason) {
    assertRefused(erase(body.replace('\'', '"')), 412, INVALID + reason);
  }

  @Test
  void aHundredEndUsersAreTakenAndNotOneMore() {
    String hundred = String.join(",", Collections.nCopies(100, "\"a\""));
    String bots = "],\"botIds\":[\"st-1\"]}";
    assertThat(erase("{\"userIds\":[" + hundred + bots)).isInstanceOf(ParseResult.Value.class);
    assertRefused(
        erase("{\"userIds\":[\"b\"," + hundred + bots),
        412,
        INVALID + "userIds: must be an array of 1 to 100 items");
  }

  @Test
  void aDamagedIdentifierIsRefused() {
    assertRefused(
        erase("{\"userIds\":[\"a\\ufffd\"],\"botIds\":[\"st-1\"]}"),
        412,
        INVALID + "userIds[0]: holds ");
  }

  @Test
  void bareKeysAreNoJson() {
    assertRefused(erase("{userIds:[\"a\"],botIds:[\"st-1\"]}"), 412, INVALID + "body: ");
  }

  @Test
  void sessionsWinOverAnEndUserAndAreTakenInAnyCaseAndOnce() {
    assertThat(
            delete(
                """
                {"conversationIds":["69A40E80000000000000000A","69a40e80000000000000000a","x"],
                "cId":"ada"}"""))
        .isEqualTo(
            new ParseResult.Value<>(
                new DeleteConversationsRequest.ById(
                    Set.of(new SessionId("69a40e80000000000000000a")), 2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'cId':'ada'} | 1970-01-01T00:00:00Z | 2026-11-20T10:00:00.123Z",
        "{'cId':'ada','startDate':'2026-11-01'} | 2026-11-01T00:00:00Z | 2026-11-20T10:00:00.123Z",
        "{'cId':'ada','endDate':'2026-11-02'} | 1970-01-01T00:00:00Z | 2026-11-02T23:59:59.999Z",
        "{'cId':'ada','endDate':'2026-11-20'} | 1970-01-01T00:00:00Z | 2026-11-20T10:00:00.123Z",
        "{'cId':'ada','startDate':'2026-11-02','endDate':'2026-11-02'} | 2026-11-02T00:00:00Z | 2026-11-02T23:59:59.999Z",
        "{'cId':'ada','startDate':'2026-11-01T10:00:00+02:00','endDate':'2026-11-01T10:00:00Z'} | 2026-11-01T08:00:00Z | 2026-11-01T10:00:00Z"
      })
  void aRangeHasDefaultsAndBothEndsAreInclusive(String body, Instant from, Instant to) {
    assertThat(delete(body.replace('\'', '"')))
        .isEqualTo(new ParseResult.Value<>(new DeleteConversationsRequest.OfUser("ada", from, to)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 412 | Validation errors/ Invalid arguments: conversationIds: is missing",
        "{'conversationIds':[]} | 412 | Validation errors/ Invalid arguments: conversationIds: must be an array of 1 to 100 items",
        "{'cId':''} | 412 | Validation errors/ Invalid arguments: cId: must be a string of 1 to 256 characters",
        "{'cId':'ada','endDate':5} | 412 | Validation errors/ Invalid arguments: endDate: must be a string of 1 to 256 characters",
        "{'cId':'ada','endDate':'2026-11-21'} | 400 | endDate is in the future: 2026-11-21T00:00:00.000Z was read, and it is 2026-11-20T10:00:00.123Z",
        "{'cId':'ada','endDate':'2026-11-20T10:00:01Z'} | 400 | endDate is in the future: ",
        "{'cId':'ada','startDate':'2026-11-03','endDate':'2026-11-02'} | 400 | startDate is after endDate: ",
        "{'cId':'ada','startDate':'2026-13-03'} | 400 | startDate: \"2026-13-03\" is not a date"
      })
  void whatMakesNoSenseIsRefused(String body, int status, String reason) {
    assertRefused(delete(body.replace('\'', '"')), status, reason);
  }

  private static void assertRefused(ParseResult<?> read, int status, String reason) {
    assertThat(read)
        .isInstanceOfSatisfying(
            ParseResult.Refused.class,
            refused -> {
              ApiError error = refused.error();
              assertThat(error.msg()).startsWith(reason);
              assertThat(error.status()).isEqualTo(status);
            });
  }

  private static ParseResult<EraseUsersDataRequest> erase(String body) {
    return read(body, EraseUsersDataRequest::read);
  }

  private static ParseResult<DeleteConversationsRequest> delete(String body) {
    return read(body, fields -> DeleteConversationsRequest.read(fields, NOW));
  }

  private static <T> ParseResult<T> read(String body, Function<FieldReader, T> reading) {
    return RequestBody.read(
        new HttpRequest("POST", "/", Map.of(), Map.of(), Map.of(), Bytes.utf8(body), ""), reading);
  }
}
