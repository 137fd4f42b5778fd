/**
 * {@code bin/admin show} and {@code bin/admin recount}: show what is stored about bots and verify
 * their session counters. These commands have no key: secrets and states stay encrypted.
 */
package org.conversationsessions.cli.inspect;
