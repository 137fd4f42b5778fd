/** Requests and responses of the billing sessions API (contract, section 16). */
package org.conversationsessions.api.billing;
