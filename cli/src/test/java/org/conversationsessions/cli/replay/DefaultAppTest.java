package org.conversationsessions.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.cli.LocalCredentials;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultAppTest {
  private static final Set<Scope> WRITE = Set.of(Scope.WRITE);

  @TempDir Path root;

  @Test
  void prefersABuilderAppOfTheBotThatMayWrite() {
    assertThat(DefaultApp.of(credentials(), "st-1", WRITE).appId()).isEqualTo("cs-builder");
  }

  @Test
  void choosesTheAccountsAdminAppForAnUnmappedBot() {
    assertThat(DefaultApp.of(credentials(), "st-3", WRITE).appId()).isEqualTo("cs-admin");
  }

  @Test
  void failsIfNoAppMayRecordForTheBot() {
    LocalCredentials credentials = credentials();

    assertThatThrownBy(() -> DefaultApp.of(credentials, "st-4", WRITE))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("has bot_sessions:write for st-4")
        .hasMessageContaining("--app");
  }

  private LocalCredentials credentials() {
    return LocalCredentials.read(
        new CommandHarness(root)
            .withCredentials("http://x", "http://y")
            .root()
            .resolve(".local/credentials.json"));
  }
}
