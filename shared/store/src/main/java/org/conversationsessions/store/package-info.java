/**
 * The DynamoDB adapter. Each kind of item has a package, with its keys and attribute names in an
 * {@code …Item} class.
 *
 * <p>A failure of DynamoDB is a {@link org.conversationsessions.application.StoreException}; a
 * failed condition is a return value. Functions get their ports from {@link
 * org.conversationsessions.store.Store}.
 */
package org.conversationsessions.store;
