package org.conversationsessions.cli.connection;

import org.conversationsessions.cli.CommandRunner;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Shortens the message of a failed AWS call: the SDK's own lists every place where it looked. */
final class AwsErrorText {
  private static final String LIST_OF_PLACES = " from any of the providers in the chain.*";

  private AwsErrorText() {}

  /** Returns the service's own message or error code, or the SDK's message, on one line. */
  static String of(SdkException e) {
    if (e instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
      String message = refused.awsErrorDetails().errorMessage();
      return message == null
          ? refused.awsErrorDetails().errorCode()
          : CommandRunner.oneLine(message);
    }
    return CommandRunner.oneLine(String.valueOf(e.getMessage())).replaceFirst(LIST_OF_PLACES, "");
  }
}
