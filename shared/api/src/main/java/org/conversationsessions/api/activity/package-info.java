/** Recording activity, as clients see it (contract, section 6). */
package org.conversationsessions.api.activity;
