/**
 * The accounts to try the service with (contract, section 12). Its rule: secrets are made at random
 * here, on this machine, and are written into files that only their owner can read.
 */
package org.conversationsessions.local.runner.demo;


