/** Loads finished sessions with their counters, without the stream. */
package org.conversationsessions.admin.bulk;
