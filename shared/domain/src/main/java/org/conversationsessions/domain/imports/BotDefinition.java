package org.conversationsessions.domain.imports;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.settings.SettingsChange;

/**
 * What a bot definition of Kore.ai says that this service keeps (contract, section 19).
 *
 * @param settings sets what the definition names
 * @param name the name of a bot that is made of it
 * @param remarks what was left out, for people
 */
public record BotDefinition(SettingsChange settings, Optional<String> name, List<String> remarks) {
  /** Copies the remarks. */
  public BotDefinition {
    remarks = List.copyOf(remarks);
  }
}
