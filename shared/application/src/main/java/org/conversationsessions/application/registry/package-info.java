/** Ports to accounts, apps, bots and operators, and a cache over the registry. */
package org.conversationsessions.application.registry;
