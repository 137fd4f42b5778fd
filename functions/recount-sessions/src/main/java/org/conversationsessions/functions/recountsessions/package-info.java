/** Recounts sessions for operators, and reports or corrects wrong counters. */
package org.conversationsessions.functions.recountsessions;
