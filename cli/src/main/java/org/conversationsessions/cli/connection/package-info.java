/**
 * Where a command works: the options that name a deployment or a service on this machine, the
 * connections to its tables, its functions and its registry, and calls of its API.
 */
package org.conversationsessions.cli.connection;
