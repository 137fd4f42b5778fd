package org.conversationsessions.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiErrorTest {
  static Stream<Arguments> rowsOfTheContract() {
    return Stream.of(
        Arguments.of(ApiError.methodNotAllowed(Set.of("PUT")), 405, "Method Not Allowed", 405),
        Arguments.of(ApiError.invalidCredentials(), 401, "Invalid SDK credentials", 4002),
        Arguments.of(ApiError.invalidToken(), 401, "Invalid JWT token", 4002),
        Arguments.of(ApiError.invalidStreamId(), 400, "Invalid StreamId", 400),
        Arguments.of(
            ApiError.permissionDenied(), 401, "Permission denied. Scope is incorrect!", 4002),
        Arguments.of(
            ApiError.rateLimited(new RateVerdict.Exceeded(RatePeriod.MINUTE, 7)),
            429,
            "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
            429),
        Arguments.of(
            ApiError.rateLimited(new RateVerdict.Exceeded(RatePeriod.HOUR, 7)),
            429,
            "You've exceeded the hourly rate limit. Please wait for sometime before retrying.",
            429),
        Arguments.of(
            ApiError.invalidArguments("userId", "must be a string"),
            412,
            "Validation errors/ Invalid arguments: userId: must be a string",
            412),
        Arguments.of(ApiError.badRequest("too \"long\""), 400, "too \\\"long\\\"", 400),
        Arguments.of(
            ApiError.bodyTooLarge(1048576),
            413,
            "The body is too long: at most 1048576 bytes are taken",
            413),
        Arguments.of(ApiError.notFound(), 404, "Not Found", 404),
        Arguments.of(ApiError.unavailable("id-1"), 503, "Service Unavailable", 503));
  }

  @ParameterizedTest
  @MethodSource("rowsOfTheContract")
  void hasTheContractsForm(ApiError error, int status, String msg, int code) {
    HttpResponse response = ErrorBody.response(error);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers()).containsEntry("content-type", "application/json");
    assertThat(response.body().utf8Text())
        .contains("{\"errors\":[{\"msg\":\"" + msg + "\",\"code\":" + code + "}]}");
  }

  @Test
  void theRateLimitHasARetryAfterHeader() {
    assertThat(
            ErrorBody.response(ApiError.rateLimited(new RateVerdict.Exceeded(RatePeriod.HOUR, 61)))
                .headers())
        .isEqualTo(Map.of("content-type", "application/json", "retry-after", "61"));
  }

  @Test
  void anUnavailableDatabaseHasARetryAfterHeader() {
    assertThat(ErrorBody.response(ApiError.unavailable("id-1")).headers())
        .isEqualTo(
            Map.of("content-type", "application/json", "retry-after", "5", "x-request-id", "id-1"));
  }

  @Test
  void anInternalFailureReportsOnlyItsRequestId() {
    HttpResponse response = ErrorBody.response(ApiError.internal("id-1"));

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.headers())
        .isEqualTo(Map.of("content-type", "application/json", "x-request-id", "id-1"));
    assertThat(response.body().utf8Text())
        .contains(
            "{\"errors\":[{\"msg\":\"Internal Server"
                + " Error\",\"code\":500,\"requestId\":\"id-1\"}]}");
  }

  @Test
  void anExcerptIsShortAndSplitsNoCharacter() {
    assertThat(Excerpt.of("é".repeat(80))).isEqualTo("é".repeat(80));
    assertThat(Excerpt.of("😀".repeat(80))).isEqualTo("😀".repeat(80));
    assertThat(Excerpt.of("😀".repeat(81))).isEqualTo("😀".repeat(79) + "…");
    assertThat(Excerpt.of("")).isEmpty();
  }
}
