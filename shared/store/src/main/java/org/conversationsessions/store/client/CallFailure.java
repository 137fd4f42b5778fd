package org.conversationsessions.store.client;

import java.util.Set;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.StoreRefusedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Turns the SDK's exceptions into the domain's, and tells the passing failures from the others. */
public final class CallFailure {
  private static final int FIRST_SERVER_ERROR = 500;

  /** A transaction is canceled for good if one of its reasons is none of these. */
  private static final Set<String> PASSING_REASONS =
      Set.of(
          "None",
          "null",
          "ConditionalCheckFailed",
          "TransactionConflict",
          "ProvisionedThroughputExceeded",
          "ThrottlingError");

  private CallFailure() {}

  /**
   * Returns what to throw for a call that failed.
   *
   * @param what what was tried
   */
  public static StoreException of(String what, SdkException failure) {
    String message = what + ": " + failure.getMessage();
    return isPassing(failure)
        ? new StoreException(message, failure)
        : new StoreRefusedException(message, failure);
  }

  /**
   * Without an answer (no connection, a timeout, no credentials at the moment) a failure counts as
   * passing. An answer is passing if DynamoDB failed, throttled, or was busy with another
   * transaction.
   */
  private static boolean isPassing(SdkException failure) {
    return switch (failure) {
      case TransactionCanceledException canceled ->
          canceled.cancellationReasons().stream()
              .map(CancellationReason::code)
              .map(String::valueOf)
              .allMatch(PASSING_REASONS::contains);
      case ProvisionedThroughputExceededException passing -> true;
      case RequestLimitExceededException passing -> true;
      case ThrottlingException passing -> true;
      case TransactionConflictException passing -> true;
      case TransactionInProgressException passing -> true;
      case ReplicatedWriteConflictException passing -> true;
      case SdkServiceException answered ->
          answered.isThrottlingException() || answered.statusCode() >= FIRST_SERVER_ERROR;
      default -> true;
    };
  }
}
