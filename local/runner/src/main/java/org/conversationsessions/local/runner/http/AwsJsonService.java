package org.conversationsessions.local.runner.http;

import java.util.Map;

/**
 * An AWS service that speaks the AWS JSON protocol: the header {@code X-Amz-Target} names the
 * operation.
 */
public interface AwsJsonService {
  /** Returns the part of {@code X-Amz-Target} before the dot, such as {@code AWSEvents}. */
  String targetPrefix();

  /**
   * Performs an operation.
   *
   * @param operation such as {@code PutEvents}
   * @param input the request, read from JSON: maps, lists, strings, numbers and booleans
   * @return the response, to be written as JSON
   * @throws AwsJsonException the error that the real service would return
   */
  Map<String, Object> call(String operation, Map<String, Object> input) throws AwsJsonException;
}
