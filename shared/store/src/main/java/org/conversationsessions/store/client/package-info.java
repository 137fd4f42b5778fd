/**
 * Infrastructure of the adapters: the bounded client, table names, attribute conversion, batches,
 * expiry and encryption. Every DynamoDB call goes through {@link
 * org.conversationsessions.store.client.BoundedDynamoDbClient}.
 */
package org.conversationsessions.store.client;
