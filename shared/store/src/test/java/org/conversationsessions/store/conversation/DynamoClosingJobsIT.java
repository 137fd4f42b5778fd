package org.conversationsessions.store.conversation;

import org.conversationsessions.application.closing.ClosingJobs;
import org.conversationsessions.application.closing.ClosingJobsPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoClosingJobsIT extends ClosingJobsPortTests {
  private final TestDynamo.Database database;

  DynamoClosingJobsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected ClosingJobs jobs() {
    return new DynamoClosingJobs(database.dynamo(), database.tables());
  }
}
