/**
 * {@code bin/replay}: sends recorded activity to a service. Events of one conversation are sent by
 * one client, one request after the other, in the recording's order; nothing counts as sent that
 * the service did not say it took.
 */
package org.conversationsessions.local.cli.replay;

