package org.conversationsessions.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsErrorTextTest {
  @Test
  void isTheMessageOfTheService() {
    assertThat(
            AwsErrorText.of(
                AwsServiceException.builder()
                    .awsErrorDetails(
                        AwsErrorDetails.builder()
                            .errorCode("Denied")
                            .errorMessage("not\nyou")
                            .build())
                    .build()))
        .isEqualTo("not you");
    assertThat(
            AwsErrorText.of(
                AwsServiceException.builder()
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode("Denied").build())
                    .build()))
        .isEqualTo("Denied");
  }

  @Test
  void leavesOutTheListOfPlacesWhereTheSdkLooked() {
    assertThat(
            AwsErrorText.of(
                SdkClientException.create(
                    "Unable to load region from any of the providers in the chain a@1: [b, c]")))
        .isEqualTo("Unable to load region");
    assertThat(AwsErrorText.of(SdkClientException.create("no route"))).isEqualTo("no route");
  }
}
