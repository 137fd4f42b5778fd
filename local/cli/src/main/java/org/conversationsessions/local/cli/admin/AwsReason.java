package org.conversationsessions.local.cli.admin;

import org.conversationsessions.local.cli.Program;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells why a call to AWS failed, in few words: the SDK's own texts list every place where it
 * looked.
 */
final class AwsReason {
  private static final String LIST_OF_PLACES = " from any of the providers in the chain.*";

  private AwsReason() {}

  static String of(SdkException e) {
    if (e instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
      String message = refused.awsErrorDetails().errorMessage();
      return message == null ? refused.awsErrorDetails().errorCode() : Program.oneLine(message);
    }
    return Program.oneLine(String.valueOf(e.getMessage())).replaceFirst(LIST_OF_PLACES, "");
  }
}
