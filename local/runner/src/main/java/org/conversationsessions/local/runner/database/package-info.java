/**
 * The template's tables, and their streams. Its rule: what a table is, is read from the template
 * alone.
 */
package org.conversationsessions.local.runner.database;


