/**
 * {@code bin/token}, and the tokens of the other commands. A secret is only used to sign; it is
 * never printed.
 */
package org.conversationsessions.cli.token;
