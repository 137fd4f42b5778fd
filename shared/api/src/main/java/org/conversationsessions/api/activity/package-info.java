/** Requests and responses of the activity API (contract, section 6). */
package org.conversationsessions.api.activity;
