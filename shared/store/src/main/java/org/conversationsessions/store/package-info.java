/**
 * The DynamoDB adapter: one class for each kind of item, its keys and attribute names inside it. A
 * failure of DynamoDB leaves here as {@link org.conversationsessions.domain.StoreException}, a lost
 * condition as a value.
 */
package org.conversationsessions.store;
