package org.conversationsessions.local.runner.http;

import java.util.Map;

/**
 * An AWS service that speaks the AWS JSON protocol, in which the header {@code X-Amz-Target} names
 * the operation.
 */
public interface AwsJsonService {
  /** What stands before the dot in {@code X-Amz-Target}, such as {@code AWSEvents}. */
  String targetPrefix();

  /**
   * Carries out an operation.
   *
   * @param operation such as {@code PutEvents}
   * @param input the request, as read from JSON: maps, lists, texts, numbers and booleans
   * @return the response, to be written as JSON
   * @throws AwsJsonException what the real service would answer instead
   */
  Map<String, Object> call(String operation, Map<String, Object> input) throws AwsJsonException;
}
