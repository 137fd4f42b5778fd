/** How many calls a bot or an account may make: rolling windows, counted by whoever stores them. */
package org.conversationsessions.domain.limit;


