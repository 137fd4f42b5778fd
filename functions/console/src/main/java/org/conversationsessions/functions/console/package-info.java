/** Serves the console's static files (contract, section 17). */
package org.conversationsessions.functions.console;
