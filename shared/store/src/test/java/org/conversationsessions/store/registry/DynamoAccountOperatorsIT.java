package org.conversationsessions.store.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.registry.AccountOperators;
import org.conversationsessions.application.registry.AccountOperatorsPortTests;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnEveryEngine
class DynamoAccountOperatorsIT extends AccountOperatorsPortTests {
  private final TestDynamo.Database database;

  DynamoAccountOperatorsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected AccountOperators operators() {
    return new DynamoAccountOperators(database.dynamo(), database.tables());
  }

  @Override
  protected void add(String account, AccountOperator operator) {
    List<AccountOperator> all = new ArrayList<>(operators().of(account));
    all.add(operator);
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(BotItem.ID, Attributes.s(AccountOperatorsItem.id(account)));
    item.put(AccountOperatorsItem.OPERATORS, AccountOperatorsItem.operators(all));
    database.dynamo().putItem(put -> put.tableName(database.tables().registry()).item(item));
  }
}
