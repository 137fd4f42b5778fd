/** The template's tables. Its rule: what a table is, is read from the template alone. */
package org.conversationsessions.local.runner.database;
