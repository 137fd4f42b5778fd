/** Publishes session events and starts the work that follows a closing (contract, section 8). */
package org.conversationsessions.functions.publishsessionevents;
