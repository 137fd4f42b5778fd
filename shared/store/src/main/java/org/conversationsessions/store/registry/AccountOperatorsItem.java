package org.conversationsessions.store.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.BotRole;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the registry table: all operators of an account. The key {@code id} is {@code
 * operators#<account>}. An operator takes some 100 bytes, at most 210 and 82 for each role.
 */
public final class AccountOperatorsItem {
  /** How often the operators were changed; for optimistic locking. */
  public static final String REVISION = "revision";

  /**
   * Four texts for each operator: name, identifier, {@code admin} or nothing, roles such as {@code
   * st-1=App Owner,st-2=App Tester}.
   */
  public static final String OPERATORS = "operators";

  private static final int PARTS = 4;
  private static final String ADMIN = "admin";

  private AccountOperatorsItem() {}

  /** Returns the identifier of an account's item. */
  public static String id(String account) {
    return "operators#" + account;
  }

  /** Returns the stored form of the operators, sorted by name. */
  public static AttributeValue operators(List<AccountOperator> operators) {
    return AttributeValue.fromL(
        operators.stream()
            .sorted(Comparator.comparing(AccountOperator::username))
            .flatMap(AccountOperatorsItem::parts)
            .map(Attributes::s)
            .toList());
  }

  /** Returns how often stored operators were changed; 0 if there is no item. */
  public static long revision(Map<String, AttributeValue> stored) {
    return new Attributes(stored).number(REVISION);
  }

  /** Reads stored operators, sorted by name; none if there is no item. */
  public static List<AccountOperator> read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "the stored operators of an account", stored, item -> parse(item.texts(OPERATORS)));
  }

  private static Stream<String> parts(AccountOperator operator) {
    return Stream.of(
        operator.username(),
        operator.orgUserId(),
        operator.admin() ? ADMIN : "",
        operator.roles().entrySet().stream()
            .map(role -> role.getKey() + "=" + role.getValue().wire())
            .sorted()
            .collect(Collectors.joining(",")));
  }

  private static List<AccountOperator> parse(List<String> texts) {
    if (texts.size() % PARTS != 0) {
      throw new UnreadableItemException("a stored item has a part of an operator");
    }
    List<AccountOperator> operators = new ArrayList<>();
    for (int at = 0; at < texts.size(); at += PARTS) {
      operators.add(
          new AccountOperator(
              texts.get(at),
              texts.get(at + 1),
              texts.get(at + 2).equals(ADMIN),
              roles(texts.get(at + 3))));
    }
    return operators;
  }

  private static Map<BotId, BotRole> roles(String text) {
    Map<BotId, BotRole> roles = new HashMap<>();
    for (String role : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] parts = role.split("=", 2);
      roles.put(
          new BotId(parts[0]),
          BotRole.ofWire(parts[1])
              .orElseThrow(() -> new UnreadableItemException("a stored role is unknown")));
    }
    return roles;
  }
}
