/** Hostile scripts, for tests. */
package org.conversationsessions.functions.runclosingscript.hostile;
