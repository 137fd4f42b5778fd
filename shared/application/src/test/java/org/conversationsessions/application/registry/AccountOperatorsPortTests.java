package org.conversationsessions.application.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.BotRole;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link AccountOperators}. */
public abstract class AccountOperatorsPortTests {
  private static final AccountOperator ADA =
      new AccountOperator(
          "ada@example.com",
          "org 7",
          true,
          Map.of(new BotId("st-1"), BotRole.OWNER, new BotId("st-2"), BotRole.TESTER));
  private static final AccountOperator BOB =
      new AccountOperator("bob@example.com", "bob@example.com", false, Map.of());

  private final String account = "acc-" + UUID.randomUUID();

  /** Returns the port under test. */
  protected abstract AccountOperators operators();

  /** Adds an operator. */
  protected abstract void add(String account, AccountOperator operator);

  @Test
  void anAccountHasNoOperatorsAtFirst() {
    assertThat(operators().of(account)).isEmpty();
    assertThat(operators().of("#")).isEmpty();
  }

  @Test
  void operatorsAreReadAsAddedInTheOrderOfTheirNames() {
    add(account, BOB);
    add(account, ADA);
    add(account + "x", new AccountOperator("eve@example.com", "e", true, Map.of()));

    assertThat(operators().of(account)).containsExactly(ADA, BOB);
  }
}
