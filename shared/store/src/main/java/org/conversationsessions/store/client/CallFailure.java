package org.conversationsessions.store.client;

import java.util.Set;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.StoreRefusedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Turns the SDK's exceptions into {@link StoreException}, and finds out which are transient. */
public final class CallFailure {
  private static final int FIRST_SERVER_ERROR = 500;

  /** A canceled transaction may be retried if it has no other reasons than these. */
  private static final Set<String> TRANSIENT_REASONS =
      Set.of(
          "None",
          "null",
          "ConditionalCheckFailed",
          "TransactionConflict",
          "ProvisionedThroughputExceeded",
          "ThrottlingError");

  private CallFailure() {}

  /**
   * Returns the exception to throw: {@link StoreException} for a transient failure, {@link
   * StoreRefusedException} for any other.
   *
   * @param operation the operation, for the message
   */
  public static StoreException of(String operation, SdkException failure) {
    String message = operation + ": " + failure.getMessage();
    return isTransient(failure)
        ? new StoreException(message, failure)
        : new StoreRefusedException(message, failure);
  }

  /** Returns whether another writer was first: a failed condition or a transaction conflict. */
  public static boolean isConflict(SdkException e) {
    return switch (e) {
      case ConditionalCheckFailedException failed -> true;
      case TransactionConflictException conflict -> true;
      case TransactionCanceledException canceled ->
          canceled.cancellationReasons().stream()
              .map(CancellationReason::code)
              .anyMatch(
                  code ->
                      "ConditionalCheckFailed".equals(code) || "TransactionConflict".equals(code));
      default -> false;
    };
  }

  /**
   * A failure without a response is transient: no connection, a timeout, no credentials at the
   * moment. A response is transient if it is a server error, throttling, or a conflict with another
   * transaction.
   */
  private static boolean isTransient(SdkException failure) {
    return switch (failure) {
      case TransactionCanceledException canceled ->
          canceled.cancellationReasons().stream()
              .map(CancellationReason::code)
              .map(String::valueOf)
              .allMatch(TRANSIENT_REASONS::contains);
      case ProvisionedThroughputExceededException e -> true;
      case RequestLimitExceededException e -> true;
      case ThrottlingException e -> true;
      case TransactionConflictException e -> true;
      case TransactionInProgressException e -> true;
      case ReplicatedWriteConflictException e -> true;
      case SdkServiceException response ->
          response.isThrottlingException() || response.statusCode() >= FIRST_SERVER_ERROR;
      default -> true;
    };
  }
}
