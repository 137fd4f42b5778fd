/** Answers every route that is not documented (contract, section 3, rows 1 and 9). */
package org.conversationsessions.functions.methodnotallowed;
