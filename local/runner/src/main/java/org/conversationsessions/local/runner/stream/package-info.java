/**
 * Emulates Lambda's event source mapping for DynamoDB Streams. Rule: the records of a partition key
 * reach the function in order, each at least once, and a checkpoint never passes an unprocessed
 * record.
 */
package org.conversationsessions.local.runner.stream;
