/** Publishes what happens to sessions, and does what follows a closing (contract, section 8). */
package org.conversationsessions.functions.publishsessionevents;
