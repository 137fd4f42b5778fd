/** The deployment's event bus, for the functions that publish what happens to sessions. */
package org.conversationsessions.bus;
