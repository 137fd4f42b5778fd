/**
 * What the commands share. Whatever they touch besides their arguments comes from {@link
 * org.conversationsessions.local.cli.Surroundings}; what goes wrong is told in one line that says
 * what to do next.
 */
package org.conversationsessions.local.cli;

