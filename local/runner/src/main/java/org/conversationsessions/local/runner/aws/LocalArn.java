package org.conversationsessions.local.runner.aws;

/** Names of the one machine in the place of an account and a region. */
public final class LocalArn {
  public static final String ACCOUNT = "000000000000";
  public static final String REGION = "local";

  private LocalArn() {}

  /** The ARN of something of a service. */
  public static String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
  }

  /** The name at the end of an ARN or URL: behind the last colon or slash. */
  public static String nameOf(String arnOrUrl) {
    return arnOrUrl.substring(Math.max(arnOrUrl.lastIndexOf(':'), arnOrUrl.lastIndexOf('/')) + 1);
  }
}
