/** Requests and responses of the Manage Sessions API (contract, section 9). */
package org.conversationsessions.api.settings;
