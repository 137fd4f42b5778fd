/**
 * Where a command works: the options that name a deployment or a service on this machine, and the
 * connections to its tables, its functions and its registry.
 */
package org.conversationsessions.cli.connection;
