/** The deployment's event bus, for the functions that publish session events. */
package org.conversationsessions.bus;
