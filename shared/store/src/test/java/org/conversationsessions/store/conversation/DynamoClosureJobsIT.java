package org.conversationsessions.store.conversation;

import org.conversationsessions.application.closing.ClosureJobs;
import org.conversationsessions.application.closing.ClosureJobsPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoClosureJobsIT extends ClosureJobsPortTests {
  private final TestDynamo.Database database;

  DynamoClosureJobsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected ClosureJobs jobs() {
    return new DynamoClosureJobs(database.dynamo(), database.tables());
  }
}
