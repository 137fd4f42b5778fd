/**
 * The language of closing scripts. The function that saves a script and the function that runs it
 * parse it with the same settings, which are defined only here. Depends only on the JDK and Rhino.
 */
package org.conversationsessions.script;
