/**
 * The calls of known public clients, in their order and with their oddities, and what must hold for
 * each client. A driver is a class that sends what its client sends and reads what its client
 * reads. {@code compatibility/README.md} lists the clients.
 */
package org.conversationsessions.acceptance.compatibility;
