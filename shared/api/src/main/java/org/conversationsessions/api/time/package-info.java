/** Instants as clients write them and as they are shown. */
package org.conversationsessions.api.time;
