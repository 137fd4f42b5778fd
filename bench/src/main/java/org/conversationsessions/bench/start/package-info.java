/**
 * Measures how functions start and what a warm call takes: packaged artifacts behind AWS's own
 * client for the Runtime API, in fresh processes. Its rule: what is compared is measured in turn in
 * one run, and what is judged are ratios.
 */
package org.conversationsessions.bench.start;





