/**
 * The program of the process that runs one script, and its protocol with the function. It reports
 * each action of the script at once, because the process may be killed at any moment. It loads few
 * classes, because each one delays the script.
 */
package org.conversationsessions.functions.runclosingscript.child;
