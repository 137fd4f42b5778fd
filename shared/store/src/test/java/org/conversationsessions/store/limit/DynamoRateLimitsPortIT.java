package org.conversationsessions.store.limit;

import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.limit.RateLimitsPortTests;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Dynamo;

@OnEveryEngine
class DynamoRateLimitsPortIT extends RateLimitsPortTests {
  private final TestDynamo.Database database;

  DynamoRateLimitsPortIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected RateLimits limits(RateLimit limit) {
    return DynamoRateLimits.of(
        Dynamo.bounded(database.dynamo()), database.tables(), limit, BackoffPolicy.jittered());
  }
}
