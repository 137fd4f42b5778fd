/**
 * The demo accounts, and what {@code --demo} fills their bots with (contract, section 12). Rule:
 * secrets are generated at random on this machine and written only to files that only their owner
 * can read.
 */
package org.conversationsessions.local.runner.demo;
