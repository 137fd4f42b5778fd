/**
 * The one path to DynamoDB: how many calls are under way at a time, how long a call waits for its
 * turn, and which failures pass. Its rule: whatever calls DynamoDB for a function or a command
 * calls {@link org.conversationsessions.store.calls.BoundedDynamoDbClient}.
 */
package org.conversationsessions.store.calls;
