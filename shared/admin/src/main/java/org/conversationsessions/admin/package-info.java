/**
 * Work of operators and of the functions that only operators invoke. It bypasses the rules of the
 * request path, so no public function's artifact contains it.
 */
package org.conversationsessions.admin;
