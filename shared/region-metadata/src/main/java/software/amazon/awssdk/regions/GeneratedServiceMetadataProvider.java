package software.amazon.awssdk.regions;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EventsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LambdaServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SqsServiceMetadata;

/**
 * Takes the place of the SDK's class of this name in functions' artifacts. The SDK's makes an
 * object of a class of its own for every service there is as soon as a client is built, which is a
 * tenth of a function's start; this one knows the services that functions call. A test holds it
 * against the SDK's, and another looks that it stands in every artifact and knows every service in
 * it.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
  /** As the SDK makes it. */
  public GeneratedServiceMetadataProvider() {}

  /**
   * What is known of a service.
   *
   * @param service the prefix of its endpoints
   * @return as the SDK's own; null, which is what the SDK's says of services that it does not know,
   *     if no function calls it
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
