/**
 * The API document {@code docs/openapi.yaml}: its operations with references resolved, and the
 * collection for API clients that {@code bin/collection} makes of it.
 */
package org.conversationsessions.cli.openapi;
