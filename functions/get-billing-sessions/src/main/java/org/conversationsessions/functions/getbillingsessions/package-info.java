/** The function that answers for billing sessions (contract, section 16). */
package org.conversationsessions.functions.getbillingsessions;
