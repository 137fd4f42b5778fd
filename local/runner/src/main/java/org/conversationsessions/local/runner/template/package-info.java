/** What template.yaml declares, with every reference resolved: nothing outside this package reads the file. */
package org.conversationsessions.local.runner.template;
