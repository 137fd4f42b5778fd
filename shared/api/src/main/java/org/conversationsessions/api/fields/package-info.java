/**
 * The fields of bodies and queries. Every input results in a value or in one error that names the
 * field.
 */
package org.conversationsessions.api.fields;
