/** Rolling rate limit windows in the limits table. */
package org.conversationsessions.store.limit;
