package org.conversationsessions.local.runner.database;

import org.conversationsessions.local.runner.template.Resource;

/** Reads tables of a template as when they are made, without a database. */
public final class TrackedTables {
  private TrackedTables() {}

  /** Reads a resource, if it is a table. */
  public static void read(Resource resource) {
    if (resource.type().equals("AWS::DynamoDB::Table")) {
      TableDefinition.of(resource);
      TableDefinition.timeToLive(resource);
    }
  }
}
