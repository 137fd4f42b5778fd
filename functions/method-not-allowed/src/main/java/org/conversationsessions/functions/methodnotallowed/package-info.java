/** Handles every path and method without a route (contract, section 3, rows 1 and 9). */
package org.conversationsessions.functions.methodnotallowed;
