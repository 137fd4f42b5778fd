package org.conversationsessions.store.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.StoreRefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Which failures of DynamoDB are transient, so that a client gets 503 and not 500 (contract,
 * section 3).
 */
class CallFailureTest {
  static List<SdkException> unanswered() {
    return List.of(
        SdkClientException.create("connection refused"),
        ApiCallTimeoutException.create(5000),
        TransactionCanceledException.builder().message("no reasons").build(),
        answered(500, "InternalServerError"),
        answered(503, "ServiceUnavailable"));
  }

  @ParameterizedTest
  @MethodSource("unanswered")
  void aFailureWithoutAResponseIsTransient(SdkException failure) {
    assertThat(CallFailure.of("reading", failure))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageStartingWith("reading: ")
        .hasCause(failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "TransactionInProgressException"
      })
  void throttlingIsTransient(String code) {
    assertThat(CallFailure.of("reading", answered(400, code)).isTransient()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessDeniedException",
        "ResourceNotFoundException",
        "UnrecognizedClientException",
        "ValidationException"
      })
  void aWrongDeploymentIsNotTransient(String code) {
    assertThat(CallFailure.of("reading", answered(400, code)))
        .isInstanceOf(StoreRefusedException.class)
        .matches(failure -> !failure.isTransient());
  }

  private static SdkException answered(int status, String code) {
    return DynamoDbException.builder()
        .message(code)
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }
}
