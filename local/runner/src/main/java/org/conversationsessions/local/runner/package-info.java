/**
 * The whole service on one machine. Rule: it assembles the packages below, starts them in order and
 * stops them in reverse order, even if one fails.
 */
package org.conversationsessions.local.runner;
