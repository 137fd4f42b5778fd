/**
 * Measures how functions start and how long a warm call takes: packaged artifacts behind AWS's
 * client for the Runtime API, in fresh processes. Figures that are compared are measured in turn in
 * one run, and budgets are ratios.
 */
package org.conversationsessions.bench.start;
