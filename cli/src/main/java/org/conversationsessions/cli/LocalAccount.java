package org.conversationsessions.cli;

import java.util.List;

/**
 * A demo account, as in {@code .local/credentials.json} (contract, section 12).
 *
 * @param account the account's name
 * @param bots the identifiers of its bots, {@code st-…}
 * @param apps its apps
 */
public record LocalAccount(String account, List<String> bots, List<LocalApp> apps) {
  /** Copies the lists. */
  public LocalAccount {
    bots = List.copyOf(bots);
    apps = List.copyOf(apps);
  }
}
