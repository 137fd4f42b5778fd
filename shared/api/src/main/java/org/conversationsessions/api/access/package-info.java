/** Authorization of authenticated callers, in the order of the contract's errors. */
package org.conversationsessions.api.access;
