/** Parsing and formatting of instants. */
package org.conversationsessions.api.time;
