/**
 * Runs functions as Lambda does: each in its own JVM with its own class path and environment,
 * behind the Lambda Runtime API. Its rule: a function sees nothing of this machine that it would
 * not see on Lambda, and whatever it does, its caller gets an outcome.
 */
package org.conversationsessions.local.runner.lambda;


