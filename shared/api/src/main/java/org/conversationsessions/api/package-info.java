/**
 * What the functions share towards their callers: HTTP, JSON, errors, tokens. Nothing here knows
 * where anything is stored.
 */
package org.conversationsessions.api;
