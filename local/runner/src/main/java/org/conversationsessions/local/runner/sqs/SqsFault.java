package org.conversationsessions.local.runner.sqs;

import org.conversationsessions.local.runner.http.AwsJsonException;

/** SQS's errors that clients distinguish. */
final class SqsFault {
  private SqsFault() {}

  static AwsJsonException noSuchQueue() {
    return of("QueueDoesNotExist", "The specified queue does not exist.");
  }

  static AwsJsonException invalid(String message) {
    return of("InvalidParameterValueException", message);
  }

  static AwsJsonException of(String code, String message) {
    return new AwsJsonException(400, "com.amazonaws.sqs#" + code, message);
  }
}
