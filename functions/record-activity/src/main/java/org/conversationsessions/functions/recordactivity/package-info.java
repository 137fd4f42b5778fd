/** Records activity events sent over HTTP (contract, section 6). */
package org.conversationsessions.functions.recordactivity;
