/**
 * Takes requests to erase end users' data and to delete single conversations, and answers their
 * status (contract, section 15).
 */
package org.conversationsessions.functions.eraseuserdata;
