package org.conversationsessions.application.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.registry.AccountOperator;

/** Operators in memory. Thread-safe. */
public final class InMemoryAccountOperators implements AccountOperators {
  private final Map<String, List<AccountOperator>> byAccount = new ConcurrentHashMap<>();

  /** Adds an operator. */
  public InMemoryAccountOperators add(String account, AccountOperator operator) {
    byAccount.merge(
        account,
        List.of(operator),
        (known, added) -> {
          List<AccountOperator> all = new ArrayList<>(known);
          all.addAll(added);
          all.sort(Comparator.comparing(AccountOperator::username));
          return List.copyOf(all);
        });
    return this;
  }

  @Override
  public List<AccountOperator> of(String account) {
    return byAccount.getOrDefault(account, List.of());
  }
}
