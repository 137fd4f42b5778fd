/**
 * Reading and writing of JSON. Input is parsed into a tree or rejected; output is always
 * well-formed UTF-8.
 */
package org.conversationsessions.json;
