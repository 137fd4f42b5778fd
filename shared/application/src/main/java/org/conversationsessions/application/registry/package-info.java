/** Ports to accounts, apps, bots and their settings, and a cache over the registry. */
package org.conversationsessions.application.registry;
