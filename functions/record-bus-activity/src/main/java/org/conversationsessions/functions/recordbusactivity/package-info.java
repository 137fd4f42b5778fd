/** Records activity events that come from the event bus through a queue (contract, section 6). */
package org.conversationsessions.functions.recordbusactivity;
