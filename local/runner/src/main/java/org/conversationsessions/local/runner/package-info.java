/**
 * The whole service on one machine. Its rule: it puts together what the packages below it do, in
 * the order of their start, and takes it apart in the reverse order, whatever fails.
 */
package org.conversationsessions.local.runner;


