/** The port to billing sessions (contract, section 16). */
package org.conversationsessions.application.billing;
