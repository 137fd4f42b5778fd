/** Runs the functions as Lambda does: each in a JVM of its own, invoked by its logical id. */
package org.conversationsessions.local.runner.lambda;
