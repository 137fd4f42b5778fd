/** The template's tables and their streams. Rule: the template alone defines a table. */
package org.conversationsessions.local.runner.database;
