/**
 * The DynamoDB adapter: one package per kind of item, keys and attribute names inside its item
 * class.
 *
 * <p>A failure of DynamoDB leaves as {@link org.conversationsessions.application.StoreException}, a
 * failed condition as a value. Functions get their ports from {@link
 * org.conversationsessions.store.Store}.
 */
package org.conversationsessions.store;


