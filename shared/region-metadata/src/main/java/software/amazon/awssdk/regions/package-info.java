/**
 * A package of the AWS SDK. Each class here replaces a class of the SDK, in functions' artifacts
 * only, and returns the same.
 */
package software.amazon.awssdk.regions;
