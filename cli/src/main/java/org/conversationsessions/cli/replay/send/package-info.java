/**
 * Sends recorded events to a service. One client sends all events of a conversation, in the
 * recording's order and one request at a time. An event counts as sent only after the service has
 * confirmed it.
 */
package org.conversationsessions.cli.replay.send;
