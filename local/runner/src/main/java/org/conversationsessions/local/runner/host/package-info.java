/**
 * What runs inside a function's own JVM in place of AWS's runtime interface client, which is for
 * Linux only. Its rule: it uses the JDK and the handler interfaces of the function's own
 * aws-lambda-java-core, nothing else, since every class beside those would be one that the function
 * finds here and not on Lambda.
 */
package org.conversationsessions.local.runner.host;


