package org.conversationsessions.local.template;

import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * What CloudFormation takes from the account and region that it deploys to.
 *
 * @param region the value of {@code AWS::Region}
 * @param accountId the value of {@code AWS::AccountId}, 12 digits
 * @param url where the HTTP API and the queues answer, without a slash at its end
 * @param secrets the value for a dynamic reference, given the reference without its braces ({@code
 *     resolve:secretsmanager:…}); anything it throws fails the reading
 */
public record Environment(String region, String accountId, URI url, UnaryOperator<String> secrets) {
  /** The region and account that everything on one machine has. */
  public static Environment local(URI url, UnaryOperator<String> secrets) {
    return new Environment("local", "000000000000", url, secrets);
  }
}
