/**
 * The program of the process that runs one script, and the words it speaks to the function with.
 * Its rule: what a script has done is told at once, because the process may be ended at any moment;
 * and it loads little, because a script waits for every class.
 */
package org.conversationsessions.functions.runclosurescript.child;





