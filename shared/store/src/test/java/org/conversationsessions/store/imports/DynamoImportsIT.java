package org.conversationsessions.store.imports;

import java.time.Instant;
import org.conversationsessions.application.imports.Imports;
import org.conversationsessions.application.imports.ImportsPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoImportsIT extends ImportsPortTests {
  private final TestDynamo.Database database;

  DynamoImportsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected Imports at(Instant now) {
    return new DynamoImports(database.dynamo(), database.tables(), () -> now);
  }
}
