/**
 * The fields of bodies and queries. Whatever a caller sends, reading ends in a value or in one
 * error that names the field.
 */
package org.conversationsessions.api.fields;
