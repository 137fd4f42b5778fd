/** Registers and changes accounts, apps and bots. */
package org.conversationsessions.admin.registry;
