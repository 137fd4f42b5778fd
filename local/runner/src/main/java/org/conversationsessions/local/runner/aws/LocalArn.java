package org.conversationsessions.local.runner.aws;

/** ARNs, with the account and region that everything on one machine has. */
public final class LocalArn {
  public static final String ACCOUNT = "000000000000";
  public static final String REGION = "local";

  private LocalArn() {}

  /** Returns the ARN of a service's resource. */
  public static String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
  }

  /** Returns the name at the end of an ARN or URL: the text after the last colon or slash. */
  public static String nameOf(String arnOrUrl) {
    return arnOrUrl.substring(Math.max(arnOrUrl.lastIndexOf(':'), arnOrUrl.lastIndexOf('/')) + 1);
  }
}
