/** The structured logs of the functions. */
package org.conversationsessions.log;
