/** Manage Sessions, as clients see it (contract, section 9). */
package org.conversationsessions.api.settings;
