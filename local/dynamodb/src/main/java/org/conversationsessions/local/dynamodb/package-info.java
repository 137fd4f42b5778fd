/**
 * DynamoDB Local, a development and test tool of AWS, in a JVM of its own. Its rule: none of its
 * many jars reaches another class path than that child's, and it listens on the loopback address
 * only.
 */
package org.conversationsessions.local.dynamodb;


