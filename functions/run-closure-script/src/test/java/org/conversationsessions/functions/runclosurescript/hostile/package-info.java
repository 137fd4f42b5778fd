/** Hostile scripts, for tests. */
package org.conversationsessions.functions.runclosurescript.hostile;
