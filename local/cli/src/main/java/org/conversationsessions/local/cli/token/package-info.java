/**
 * {@code bin/token}, and how the other commands get a token: only the token's text ever leaves,
 * never the secret.
 */
package org.conversationsessions.local.cli.token;

