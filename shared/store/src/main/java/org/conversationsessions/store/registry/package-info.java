/** Apps, bots and their settings in the registry table. */
package org.conversationsessions.store.registry;
