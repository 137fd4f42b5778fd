/**
 * Runs functions as Lambda does: each in its own JVM with its own class path and environment,
 * behind the Lambda Runtime API. Rule: a function sees no part of this machine that Lambda would
 * not show, and every invocation gets an outcome.
 */
package org.conversationsessions.local.runner.lambda;
