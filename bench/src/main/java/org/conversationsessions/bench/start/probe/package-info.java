/**
 * Handlers that run in the measured processes, instead of our own or around them. They use only the
 * JDK, Lambda's interfaces and the library that they measure.
 */
@org.jspecify.annotations.NullMarked
package org.conversationsessions.bench.start.probe;
