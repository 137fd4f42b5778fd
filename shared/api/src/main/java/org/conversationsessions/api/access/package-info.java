/** Whether a proved caller may do what it asks: the contract's order of refusals, and no other. */
package org.conversationsessions.api.access;
