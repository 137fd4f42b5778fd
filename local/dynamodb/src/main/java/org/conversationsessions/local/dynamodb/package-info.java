/**
 * DynamoDB Local, AWS's development and test tool, in its own JVM. Rule: its many jars are on that
 * JVM's class path only, and it listens on the loopback address only.
 */
package org.conversationsessions.local.dynamodb;
