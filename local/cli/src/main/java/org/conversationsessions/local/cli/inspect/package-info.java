/**
 * {@code bin/admin show} and {@code bin/admin recount}: what is stored about bots, and whether it
 * is counted right. No command here has a key: secrets and states stay sealed.
 */
package org.conversationsessions.local.cli.inspect;

