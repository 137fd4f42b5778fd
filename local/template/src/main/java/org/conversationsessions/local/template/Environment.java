package org.conversationsessions.local.template;

import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The account and region that a template is read for.
 *
 * @param region the value of {@code AWS::Region}
 * @param accountId the value of {@code AWS::AccountId}, 12 digits
 * @param url the URL of the HTTP API and the queues, without a slash at its end
 * @param secrets resolves a dynamic reference, given without its braces ({@code
 *     resolve:secretsmanager:…}); an exception fails the reading
 * @param defaults values of parameters that differ from the template's defaults here
 */
public record Environment(
    String region,
    String accountId,
    URI url,
    UnaryOperator<String> secrets,
    Map<String, String> defaults) {
  /** No function here lives as long as on AWS, so an erasure need not wait for it. */
  private static final Map<String, String> ON_ONE_MACHINE = Map.of("ErasurePauseSeconds", "2");

  /** Copies the defaults. */
  public Environment {
    defaults = Map.copyOf(defaults);
  }

  /** Returns the region and account that everything on one machine has. */
  public static Environment local(URI url, UnaryOperator<String> secrets) {
    return new Environment("local", "000000000000", url, secrets, ON_ONE_MACHINE);
  }
}
