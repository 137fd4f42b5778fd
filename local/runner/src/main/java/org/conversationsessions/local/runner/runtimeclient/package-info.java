/**
 * Runs inside a function's own JVM, in place of AWS's runtime interface client, which is for Linux
 * only. Rule: it uses the JDK and the handler interfaces of the function's aws-lambda-java-core,
 * nothing else. Any other class would be visible to the function here but not on Lambda.
 */
package org.conversationsessions.local.runner.runtimeclient;
