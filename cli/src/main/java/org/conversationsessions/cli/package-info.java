/**
 * What the commands of {@code bin/} share. A command reaches its surroundings only through its
 * {@link org.conversationsessions.cli.CommandContext}. It reports an error in one line that says
 * what to do next.
 */
package org.conversationsessions.cli;
