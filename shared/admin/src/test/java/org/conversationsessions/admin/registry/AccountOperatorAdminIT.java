package org.conversationsessions.admin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.BotRole;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.registry.AccountOperatorsItem;
import org.conversationsessions.store.registry.BotItem;
import org.conversationsessions.store.registry.DynamoAccountOperators;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: operators of an account")
class AccountOperatorAdminIT {
  private final TestDynamo.Database database = TestDynamo.LOCAL.of(AccountOperatorAdminIT.class);
  private final AccountOperatorAdmin admin =
      new AccountOperatorAdmin(database.dynamo(), database.tables());
  private final DynamoAccountOperators operators =
      new DynamoAccountOperators(database.dynamo(), database.tables());
  private final String account = "acc-" + UUID.randomUUID();

  @Test
  void addsRightsAndRemovesOperators() {
    assertThat(admin.remove(account, "ada@example.com")).isFalse();
    admin.add(account, operator("bob@example.com", Map.of()));
    admin.add(account, operator("Ada@example.com", Map.of(new BotId("st-1"), BotRole.TESTER)));
    AccountOperator ada =
        admin.add(account, operator("ada@example.com", Map.of(new BotId("st-2"), BotRole.OWNER)));

    assertThat(ada.roles()).hasSize(2);
    assertThat(operators.of(account)).containsExactly(ada, operator("bob@example.com", Map.of()));
    assertThat(admin.remove(account, "ADA@example.com")).isTrue();
    assertThat(admin.remove(account, "ADA@example.com")).isFalse();
    assertThat(operators.of(account))
        .extracting(AccountOperator::username)
        .containsExactly("bob@example.com");
    assertThat(admin.remove(account, "bob@example.com")).isTrue();
    assertThat(operators.of(account)).isEmpty();
  }

  @Test
  void operatorsAddedAtOnceAreAllKept() throws Exception {
    List<Callable<AccountOperator>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      AccountOperator added = operator("user-" + i + "@example.com", Map.of());
      writers.add(() -> admin.add(account, added));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<AccountOperator> writer : threads.invokeAll(writers)) {
        writer.get();
      }
    }
    assertThat(operators.of(account)).hasSize(8);
  }

  @Test
  void theLargestAccountFitsIntoItsItemAndNoMoreIsAdded() {
    List<AccountOperator> largest = new ArrayList<>();
    for (int i = 0; i < AccountOperatorAdmin.MAX_OPERATORS; i++) {
      largest.add(largest(i, AccountOperatorAdmin.MAX_ROLES / AccountOperatorAdmin.MAX_OPERATORS));
    }
    // One role is left for the operator that is added by the command.
    largest.set(0, largest(0, 1));
    put(largest);

    admin.add(account, largest(0, 2));

    assertThat(operators.of(account)).hasSize(AccountOperatorAdmin.MAX_OPERATORS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> admin.add(account, operator("more@example.com", Map.of())))
        .withMessageContaining("1000 operators");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> admin.add(account, largest(0, 3)))
        .withMessageContaining("2000 roles");
  }

  private static AccountOperator largest(int number, int roles) {
    String name = "%04d@".formatted(number);
    Map<BotId, BotRole> byBot = new HashMap<>();
    for (int i = 0; i < roles; i++) {
      byBot.put(new BotId("st-" + i + "x".repeat(63)), BotRole.DEVELOPER);
    }
    return new AccountOperator(
        name + "x".repeat(AccountOperator.MAX_TEXT - name.length()),
        "y".repeat(AccountOperator.MAX_TEXT),
        true,
        byBot);
  }

  private static AccountOperator operator(String name, Map<BotId, BotRole> roles) {
    return new AccountOperator(name, "7", false, roles);
  }

  private void put(List<AccountOperator> all) {
    database
        .dynamo()
        .putItem(
            put ->
                put.tableName(database.tables().registry())
                    .item(
                        Map.of(
                            BotItem.ID, Attributes.s(AccountOperatorsItem.id(account)),
                            AccountOperatorsItem.REVISION, Attributes.n(1),
                            AccountOperatorsItem.OPERATORS, AccountOperatorsItem.operators(all))));
  }
}
