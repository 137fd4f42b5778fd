package org.conversationsessions.application.registry;

import org.conversationsessions.domain.registry.AccountOperator;

class InMemoryAccountOperatorsTest extends AccountOperatorsPortTests {
  private final InMemoryAccountOperators operators = new InMemoryAccountOperators();

  @Override
  protected AccountOperators operators() {
    return operators;
  }

  @Override
  protected void add(String account, AccountOperator operator) {
    operators.add(account, operator);
  }
}
