/** What the service is about, on the JDK alone: values, pure rules and the ports they need. */
package org.conversationsessions.domain;
