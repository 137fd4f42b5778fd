package org.conversationsessions.local.runner.http;

import java.util.Map;

/** An AWS service that speaks the AWS JSON protocol: the header {@code X-Amz-Target} names prefix and operation. */
public interface AwsJsonService {
  /** What stands before the dot in {@code X-Amz-Target}. */
  String targetPrefix();

  /**
   * Carries out an operation.
   *
   * @throws AwsJsonException if the service refuses, with what the client is to be told
   */
  Map<String, Object> call(String operation, Map<String, Object> input) throws AwsJsonException;
}
