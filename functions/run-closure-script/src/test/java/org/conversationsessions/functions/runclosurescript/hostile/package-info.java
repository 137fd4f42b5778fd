/** Scripts that mean harm, for tests. */
package org.conversationsessions.functions.runclosurescript.hostile;





