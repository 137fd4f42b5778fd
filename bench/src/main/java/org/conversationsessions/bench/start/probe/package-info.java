/**
 * Handlers that run in functions' processes to be measured, beside the service's own or around
 * them. Their rule: they use nothing but the JDK, Lambda's interfaces and what they are to measure.
 */
@org.jspecify.annotations.NullMarked
package org.conversationsessions.bench.start.probe;





