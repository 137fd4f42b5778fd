package software.amazon.awssdk.regions;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EventsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LambdaServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SqsServiceMetadata;

/**
 * Replaces the SDK's class of this name in functions' artifacts. When a client is built, the SDK's
 * class creates an object for every AWS service, which is a tenth of a function's start. This one
 * knows only the services that functions call. Tests compare it with the SDK's, and check that
 * every artifact contains it and calls no other service.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
  /** The SDK calls this constructor. */
  public GeneratedServiceMetadataProvider() {}

  /**
   * Returns a service's metadata.
   *
   * @param service the prefix of its endpoints
   * @return the same as the SDK's class; null, as for an unknown service, if no function calls it
   */
  @Override
  public @Nullable ServiceMetadata serviceMetadata(String service) {
    return switch (service) {
      case "dynamodb" -> new DynamodbServiceMetadata();
      case "events" -> new EventsServiceMetadata();
      case "lambda" -> new LambdaServiceMetadata();
      case "sqs" -> new SqsServiceMetadata();
      default -> null;
    };
  }
}
