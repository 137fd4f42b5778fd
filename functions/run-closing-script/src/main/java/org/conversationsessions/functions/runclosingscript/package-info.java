/**
 * Runs a bot's closing script (contract, sections 8 and 9). Scripts and the reports of their
 * processes are untrusted, and no script runs in the function's own process. {@code
 * docs/closing-scripts.md} gives the reasons.
 */
package org.conversationsessions.functions.runclosingscript;
