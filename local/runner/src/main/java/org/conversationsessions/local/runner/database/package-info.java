/** The template's tables and their streams. Rule: only the template defines a table. */
package org.conversationsessions.local.runner.database;
