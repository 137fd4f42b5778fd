/** Parallel work, prefetching, back-off and deadlines. Nothing here knows what the work is. */
package org.conversationsessions.application.concurrent;
