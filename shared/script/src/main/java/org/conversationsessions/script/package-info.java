/**
 * The language that custom scripts are written in. Its rule: whoever saves a script and whoever
 * runs it read it by the same settings, which are here and nowhere else; it knows the JDK and Rhino
 * alone.
 */
package org.conversationsessions.script;

