/** Ports to accounts, apps and bots, and a cache over the registry. */
package org.conversationsessions.application.registry;
