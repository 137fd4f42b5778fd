package org.conversationsessions.admin.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.AccountOperatorsItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Changes the operators of accounts, with optimistic locking: no concurrent change is lost. Only
 * the operators of the deployment use it, no function does.
 */
public final class AccountOperatorAdmin {
  /** The most operators of an account. */
  public static final int MAX_OPERATORS = 1000;

  /**
   * The most roles of all operators of an account. With the names and identifiers of the operators
   * they take at most 374,000 bytes; an item may have 400 KB.
   */
  public static final int MAX_ROLES = 2000;

  private final RegistryTable table;

  /** Creates the adapter. */
  public AccountOperatorAdmin(DynamoDbClient dynamo, Tables tables) {
    this.table = new RegistryTable(dynamo, tables);
  }

  /**
   * Adds an operator to an account. One that exists keeps its rights and gets these too.
   *
   * @param account a registered account
   * @return the operator as stored
   * @throws IllegalArgumentException if the account has too many operators or roles
   */
  public AccountOperator add(String account, AccountOperator added) {
    while (true) {
      Map<String, AttributeValue> stored = read(account);
      Map<String, AccountOperator> operators = byName(stored);
      AccountOperator merged = operators.merge(added.username(), added, AccountOperator::with);
      checkBounds(operators);
      if (replace(account, stored, operators)) {
        return merged;
      }
    }
  }

  /**
   * Removes an operator from an account.
   *
   * @param username in any case
   * @return false if the account has no such operator
   */
  public boolean remove(String account, String username) {
    while (true) {
      Map<String, AttributeValue> stored = read(account);
      Map<String, AccountOperator> operators = byName(stored);
      if (operators.remove(username.toLowerCase(Locale.ROOT)) == null) {
        return false;
      }
      if (replace(account, stored, operators)) {
        return true;
      }
    }
  }

  private Map<String, AttributeValue> read(String account) {
    return table.read(AccountOperatorsItem.id(account));
  }

  private static Map<String, AccountOperator> byName(Map<String, AttributeValue> stored) {
    Map<String, AccountOperator> operators = new TreeMap<>();
    AccountOperatorsItem.read(stored)
        .forEach(operator -> operators.put(operator.username(), operator));
    return operators;
  }

  private static void checkBounds(Map<String, AccountOperator> operators) {
    int roles = operators.values().stream().mapToInt(operator -> operator.roles().size()).sum();
    if (operators.size() > MAX_OPERATORS || roles > MAX_ROLES) {
      throw new IllegalArgumentException(
          "an account has at most %d operators with %d roles in all"
              .formatted(MAX_OPERATORS, MAX_ROLES));
    }
  }

  private boolean replace(
      String account, Map<String, AttributeValue> stored, Map<String, AccountOperator> operators) {
    long revision = AccountOperatorsItem.revision(stored);
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":operators", AccountOperatorsItem.operators(List.copyOf(operators.values())));
    values.put(":next", Attributes.n(revision + 1));
    if (revision > 0) {
      values.put(":revision", Attributes.n(revision));
    }
    return table.update(
        AccountOperatorsItem.id(account),
        "SET %s = :operators, %s = :next"
            .formatted(AccountOperatorsItem.OPERATORS, AccountOperatorsItem.REVISION),
        revision == 0 ? "attribute_not_exists(id)" : AccountOperatorsItem.REVISION + " = :revision",
        values);
  }
}
