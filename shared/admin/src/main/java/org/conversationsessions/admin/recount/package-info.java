/** Compares the counters with the stored sessions, and repairs them. */
package org.conversationsessions.admin.recount;
