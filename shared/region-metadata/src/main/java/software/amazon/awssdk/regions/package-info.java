/**
 * A package of the AWS SDK. Its rule: what stands here stands in for a class of the SDK, answers as
 * that does, and is in functions' artifacts only.
 */
package software.amazon.awssdk.regions;
