package org.conversationsessions.application.imports;

import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.settings.SettingsStore;

class InMemoryBotRegistrationTest extends BotRegistrationPortTests {
  private final InMemoryBotRegistration registration =
      new InMemoryBotRegistration(new InMemoryRegistry(), new InMemorySettings());

  @Override
  protected BotRegistration registration() {
    return registration;
  }

  @Override
  protected Registry registry() {
    return registration.registry();
  }

  @Override
  protected SettingsStore settings() {
    return registration.settings();
  }
}
