/**
 * What the emulated AWS services share: ARNs, JSON, settings, worker threads. Rule: nothing here
 * knows a particular service.
 */
package org.conversationsessions.local.runner.aws;
