package org.conversationsessions.application.imports;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.imports.BotDefinition;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.BotImport.Outcome;
import org.conversationsessions.domain.imports.DefinitionResult;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.imports.ImportStep;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.SettingsChange;

/**
 * Imports bot definitions (contract, section 19). An import is stored as pending, then all settings
 * are applied in one write, then its outcome is stored. An import that was interrupted between two
 * of these writes can be repeated: the same definition sets the same settings. Thread-safe.
 */
public final class ImportService {
  private final Imports imports;
  private final Registry registry;
  private final SettingsService settings;
  private final BotRegistration registration;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /** Creates the use case. */
  public ImportService(
      Imports imports,
      Registry registry,
      SettingsService settings,
      BotRegistration registration,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.imports = imports;
    this.registry = registry;
    this.settings = settings;
    this.registration = registration;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Imports a definition into a bot. The bot keeps its name.
   *
   * @return the import as it was stored before it was carried out
   */
  public BotImport into(Bot bot, ImportOrder order) {
    BotImport begun =
        begin(order, bot.account(), bot.id(), bot.name().orElseGet(() -> bot.id().value()), false);
    if (order.definition() instanceof DefinitionResult.Valid(BotDefinition definition)) {
      end(
          begun,
          order.appliesSettings()
              ? outcome(settings.change(bot.id(), definition.settings()))
              : new Outcome.Succeeded());
    }
    return begun;
  }

  /**
   * Imports a definition as a new bot of an account.
   *
   * @return the import as it was stored before it was carried out
   */
  public BotImport asNewBot(String account, ImportOrder order) {
    BotId bot = new BotId("st-" + ids.get());
    Optional<String> name =
        order
            .name()
            .or(
                () ->
                    order.definition() instanceof DefinitionResult.Valid(BotDefinition named)
                        ? named.name()
                        : Optional.empty());
    BotImport begun = begin(order, account, bot, name.orElseGet(bot::value), true);
    if (order.definition() instanceof DefinitionResult.Valid(BotDefinition definition)) {
      end(begun, register(bot, account, name, definition.settings(), order.appliesSettings()));
    }
    return begun;
  }

  /**
   * Returns an import of an account; empty if there is none. Of an import that was interrupted, a
   * new bot tells by being registered that all was done.
   */
  public Optional<BotImport> find(String account, ImportId id) {
    return imports
        .find(id)
        .filter(found -> found.account().equals(account))
        .map(found -> found.isInterrupted(clock.instant()) ? resolved(found) : found);
  }

  private BotImport resolved(BotImport interrupted) {
    return interrupted.isNewBot() && registry.bot(interrupted.bot().value()).isPresent()
        ? interrupted.withOutcome(new Outcome.Succeeded())
        : interrupted.interrupted();
  }

  private BotImport begin(
      ImportOrder order, String account, BotId bot, String name, boolean isNewBot) {
    BotImport begun =
        new BotImport(
            ImportId.of(ids.get()),
            account,
            order.createdBy(),
            now(),
            bot,
            name,
            isNewBot,
            order.appliesSettings(),
            order.definition() instanceof DefinitionResult.Valid(BotDefinition definition)
                ? definition.remarks()
                : List.of(),
            order.definition() instanceof DefinitionResult.Unreadable(String reason)
                ? new Outcome.Failed(ImportStep.DEFINITION, reason)
                : new Outcome.Pending());
    imports.store(begun);
    return begun;
  }

  private void end(BotImport begun, Outcome outcome) {
    imports.store(begun.withOutcome(outcome));
  }

  private Outcome register(
      BotId bot,
      String account,
      Optional<String> name,
      SettingsChange change,
      boolean appliesSettings) {
    ManagedSettings defaults = ManagedSettings.OF_NEW_BOT;
    Optional<SettingsService.Result.Refused> refused =
        appliesSettings ? settings.refusal(defaults, change) : Optional.empty();
    if (refused.isPresent()) {
      return outcome(refused.get());
    }
    ManagedSettings first =
        (appliesSettings ? change.appliedTo(defaults) : defaults).withVersion(1);
    registration.register(
        new Bot(bot, account, first.lifecycle(), Sharding.ONE, name), first.closure());
    return new Outcome.Succeeded();
  }

  private Outcome outcome(SettingsService.Result result) {
    return switch (result) {
      case SettingsService.Result.Changed _ -> new Outcome.Succeeded();
      case SettingsService.Result.Refused refused ->
          new Outcome.Failed(ImportStep.SETTINGS, refused.reason(settings.config()));
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
