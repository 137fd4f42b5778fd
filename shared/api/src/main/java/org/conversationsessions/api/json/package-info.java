/** JSON in and out: every text in is a tree or is not JSON, every tree out is well-formed UTF-8. */
package org.conversationsessions.api.json;
