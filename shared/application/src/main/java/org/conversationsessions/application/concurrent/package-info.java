/** Parallel work, prefetching, back-off and deadlines, independent of the kind of work. */
package org.conversationsessions.application.concurrent;
