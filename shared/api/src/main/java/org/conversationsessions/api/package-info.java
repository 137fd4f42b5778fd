/**
 * What all functions use to serve their callers: HTTP, JSON, errors and tokens. This code does not
 * know the store.
 */
package org.conversationsessions.api;
