package org.conversationsessions.application.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.imports.BotDefinition;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.BotImport.Outcome;
import org.conversationsessions.domain.imports.DefinitionResult;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.imports.ImportStatus;
import org.conversationsessions.domain.imports.ImportStep;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: imports")
class ImportServiceTest {
  private static final Bot BOT =
      new Bot(
          new BotId("st-1"), "acme", BotSettings.OF_NEW_BOT, Sharding.ONE, Optional.of("Travel"));

  private static final ServiceConfig CONFIG =
      new ServiceConfig(
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofMinutes(5),
          Duration.ofDays(14),
          0,
          0,
          false,
          4,
          Duration.ofSeconds(30),
          true);

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final InMemorySettings settings = new InMemorySettings();
  private Instant now = Instant.parse("2026-12-01T10:00:00Z");
  private final InMemoryImports imports = new InMemoryImports(() -> now);
  private final ImportService service = service(imports);

  @BeforeEach
  void registerBot() {
    registry.put(BOT);
    settings.register(BOT.id());
  }

  @Nested
  class IntoABot {
    @Test
    void allSettingsAreSetAndTheBotKeepsItsName() {
      BotImport begun = service.into(BOT, order(20, true));

      assertThat(begun.status()).isEqualTo(ImportStatus.PENDING);
      BotImport done = found(begun);
      assertThat(done).isEqualTo(begun.withOutcome(new Outcome.Succeeded()));
      assertThat(done.bot()).isEqualTo(BOT.id());
      assertThat(done.name()).isEqualTo("Travel");
      assertThat(done.createdBy()).isEqualTo("cs-1");
      assertThat(done.remarks()).containsExactly("left out");
      assertThat(stored().lifecycle().inactivity()).isEqualTo(Duration.ofMinutes(20));
      assertThat(stored().lifecycle().defaultLanguage()).isEqualTo("de");
    }

    @Test
    void importingAgainChangesNothingMore() {
      service.into(BOT, order(20, true));
      ManagedSettings once = stored();
      service.into(BOT, order(20, true));

      assertThat(stored()).isEqualTo(once.withVersion(2));
    }

    @Test
    void withoutSettingsNothingIsSet() {
      BotImport done = found(service.into(BOT, order(20, false)));

      assertThat(done.status()).isEqualTo(ImportStatus.SUCCESS);
      assertThat(stored()).isEqualTo(ManagedSettings.OF_NEW_BOT);
    }

    @Test
    void anInactivityOutOfBoundsAppliesNothing() {
      BotImport done = found(service.into(BOT, order(4, true)));

      assertThat(done.outcome())
          .isEqualTo(
              new Outcome.Failed(
                  ImportStep.SETTINGS,
                  "an inactivity of 4 minutes is out of bounds: it must be from 5 to 20160"));
      assertThat(stored()).isEqualTo(ManagedSettings.OF_NEW_BOT);
    }

    @Test
    void aDefinitionThatCannotBeReadAppliesNothing() {
      BotImport done = found(service.into(BOT, unreadable()));

      assertThat(done.outcome()).isEqualTo(new Outcome.Failed(ImportStep.DEFINITION, "bad"));
      assertThat(done.remarks()).isEmpty();
      assertThat(stored()).isEqualTo(ManagedSettings.OF_NEW_BOT);
    }
  }

  @Nested
  class AsANewBot {
    @Test
    void aBotIsRegisteredWithItsSettingsAndTheDefinitionsName() {
      BotImport done = found(service.asNewBot("acme", order(20, true)));

      Bot bot = registry.bot(done.bot().value()).orElseThrow();
      assertThat(done.status()).isEqualTo(ImportStatus.SUCCESS);
      assertThat(bot.account()).isEqualTo("acme");
      assertThat(bot.name()).contains("Defined");
      assertThat(bot.settings().inactivity()).isEqualTo(Duration.ofMinutes(20));
      assertThat(bot.settings().messages().keep()).isTrue();
      assertThat(settings.read(bot.id()).orElseThrow().lifecycle()).isEqualTo(bot.settings());
    }

    @Test
    void theRequestsNameComesFirstAndABotWithoutANameHasItsIdentifier() {
      BotImport named =
          service.asNewBot("acme", new ImportOrder("cs-1", readable(20), true, Optional.of("X")));
      BotImport nameless = service.asNewBot("acme", unreadable());

      assertThat(named.name()).isEqualTo("X");
      assertThat(registry.bot(named.bot().value()).orElseThrow().name()).contains("X");
      assertThat(nameless.name()).isEqualTo(nameless.bot().value());
    }

    @Test
    void withoutSettingsTheBotHasTheDefaults() {
      BotImport done = found(service.asNewBot("acme", order(4, false)));

      assertThat(registry.bot(done.bot().value()).orElseThrow().settings())
          .isEqualTo(BotSettings.OF_NEW_BOT.withVersion(1));
    }

    @Test
    void nothingIsRegisteredIfTheDefinitionIsNotAllowed() {
      BotImport outOfBounds = found(service.asNewBot("acme", order(4, true)));
      BotImport unread = found(service.asNewBot("acme", unreadable()));

      assertThat(outOfBounds.status()).isEqualTo(ImportStatus.FAILED);
      assertThat(unread.status()).isEqualTo(ImportStatus.FAILED);
      assertThat(registry.botsOf("acme")).containsExactly(BOT);
    }
  }

  @Nested
  class Interrupted {
    @Test
    void anImportIntoABotIsPendingAndThenFailedAndCanBeRepeated() {
      BotImport begun = interruptedAt(2, order(20, true), false);
      assertThat(stored().version()).isEqualTo(1);
      assertThat(found(begun)).isEqualTo(begun);

      now = now.plus(BotImport.LONGEST);

      assertThat(found(begun)).isEqualTo(begun.interrupted());
      service.into(BOT, order(20, true));
      assertThat(stored().lifecycle().inactivity()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void aNewBotThatIsRegisteredTellsThatAllWasDone() {
      BotImport begun = interruptedAt(2, order(20, true), true);
      assertThat(registry.bot(begun.bot().value())).isPresent();
      assertThat(found(begun)).isEqualTo(begun);

      now = now.plus(BotImport.LONGEST);

      assertThat(found(begun)).isEqualTo(begun.withOutcome(new Outcome.Succeeded()));
    }

    @Test
    void aNewBotThatIsNotRegisteredWasNotImported() {
      ImportService failing =
          new ImportService(
              imports,
              registry,
              new SettingsService(settings, CONFIG, BackoffPolicy.immediate()),
              (bot, closure) -> {
                throw new StoreException("throttled");
              },
              () -> now,
              UUID::randomUUID);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> failing.asNewBot("acme", order(20, true)));
      BotImport begun = imports.imports().getFirst();

      now = now.plus(BotImport.LONGEST);

      assertThat(found(begun).status()).isEqualTo(ImportStatus.FAILED);
      assertThat(registry.botsOf("acme")).containsExactly(BOT);
    }

    /** Carries out an import whose process dies before a write of its state. */
    private BotImport interruptedAt(int write, ImportOrder order, boolean isNewBot) {
      ImportService dying = service(new Dying(write));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(
              () -> {
                if (isNewBot) {
                  dying.asNewBot("acme", order);
                } else {
                  dying.into(BOT, order);
                }
              });
      return imports.imports().getFirst();
    }
  }

  @Test
  void anImportIsShownToItsAccountAlone() {
    BotImport begun = service.into(BOT, order(20, true));

    assertThat(service.find("other", begun.id())).isEmpty();
    assertThat(service.find("acme", ImportId.of(new UUID(7, 7)))).isEmpty();
  }

  private BotImport found(BotImport begun) {
    return service.find("acme", begun.id()).orElseThrow();
  }

  private ManagedSettings stored() {
    return settings.read(BOT.id()).orElseThrow();
  }

  private ImportService service(Imports store) {
    return new ImportService(
        store,
        registry,
        new SettingsService(settings, CONFIG, BackoffPolicy.immediate()),
        new InMemoryBotRegistration(registry, settings),
        () -> now,
        UUID::randomUUID);
  }

  private static ImportOrder order(int minutes, boolean appliesSettings) {
    return new ImportOrder("cs-1", readable(minutes), appliesSettings, Optional.empty());
  }

  private static ImportOrder unreadable() {
    return new ImportOrder("cs-1", new DefinitionResult.Unreadable("bad"), true, Optional.empty());
  }

  private static DefinitionResult readable(int minutes) {
    SettingsChange change =
        new SettingsChange(
            new Edit.Keep<>(),
            new Edit.Put<>(Duration.ofMinutes(minutes)),
            new Edit.Keep<>(),
            new Edit.Put<>("de"),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new MessageChange(
                new Edit.Keep<>(), new Edit.Keep<>(), new Edit.Keep<>(), new Edit.Keep<>()),
            new Edit.Keep<>());
    return new DefinitionResult.Valid(
        new BotDefinition(change, Optional.of("Defined"), List.of("left out")));
  }

  /** Fails at one write of an import's state, and at all later ones. */
  private final class Dying implements Imports {
    private int left;

    Dying(int write) {
      left = write;
    }

    @Override
    public void store(Upload upload) {
      imports.store(upload);
    }

    @Override
    public Optional<Upload> upload(FileId id) {
      return imports.upload(id);
    }

    @Override
    public void store(BotImport state) {
      if (--left <= 0) {
        throw new StoreException("the process died");
      }
      imports.store(state);
    }

    @Override
    public Optional<BotImport> find(ImportId id) {
      return imports.find(id);
    }
  }
}
