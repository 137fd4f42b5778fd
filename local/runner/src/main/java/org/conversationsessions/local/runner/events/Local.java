package org.conversationsessions.local.runner.events;



/** Names of the one machine in the place of an account and a region. */
final class Local {
  static final String ACCOUNT = "000000000000";
  static final String REGION = "local";

  private Local() {}

  /** The ARN of something of a service. */
  static String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
  }

  /** The name at the end of an ARN or URL: behind the last colon or slash. */
  static String nameOf(String arnOrUrl) {
    return arnOrUrl.substring(Math.max(arnOrUrl.lastIndexOf(':'), arnOrUrl.lastIndexOf('/')) + 1);
  }
}
