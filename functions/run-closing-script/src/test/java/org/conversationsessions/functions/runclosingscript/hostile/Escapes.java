package org.conversationsessions.functions.runclosingscript.hostile;

import static org.conversationsessions.functions.runclosingscript.child.FailureKind.SYNTAX;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.endedBy;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.reachesFor;

import java.util.List;

/** Attempts to reach Java, the machine or other code. */
final class Escapes {
  static final List<Hostile> ALL =
      List.of(
          reachesFor(
              "Java's packages and classes",
              "packages by their global",
              "Packages.java.lang.System",
              "packages by their name",
              "java.lang.Runtime.getRuntime()",
              "packages as properties",
              "this.java || globalThis.Packages || this['org'] || this.com || this.javax",
              "a class that extends one",
              "new JavaAdapter(java.lang.Object, {})",
              "an import of a class",
              "importClass(java.io.File)",
              "an import of a package",
              "importPackage(java.io)",
              "the class of an object",
              "({}).getClass()",
              "the class of a string",
              "'x'.getClass || 'x'['class'] || ('x').bytes",
              "the class of an array",
              "[].getClass || [].clone || [].hashCode",
              "the class of koreUtil",
              "koreUtil.getClass || koreUtil.ClearAuthProfiles.getClass || koreUtil['class']"),
          reachesFor(
              "Java by constructors, prototypes and functions",
              "the constructor of koreUtil",
              "koreUtil.constructor",
              "the prototype of koreUtil",
              "koreUtil.__proto__ || koreUtil.prototype",
              "what holds koreUtil",
              "koreUtil.__parent__ || koreUtil.valueOf",
              "a function of koreUtil",
              "koreUtil.ClearAuthProfiles.constructor('return this')().java",
              "the this of a new function",
              "Function('return this')().Packages",
              "the constructor of the constructor",
              "this.constructor.constructor('return Packages')()",
              "the constructor of generators",
              "Object.getPrototypeOf(function* () {}).constructor('yield java')().next().value",
              "the this of a function without one",
              "(function () { return this; })().java || (() => this)().java",
              "an indirect eval",
              "(0, eval)('java.lang.System.exit(1)')",
              "reflection",
              "Reflect.getClass || Reflect.java || Reflect.forName",
              "the exception behind an error",
              "(function () { try { null.x } catch (e) {"
                  + " return e.javaException || e.rhinoException || e.getClass } })()",
              "the exception behind a refusal",
              "(function () { try { koreUtil.ClearAuthProfiles() } catch (e) {"
                  + " return e.javaException || e.rhinoException } })()"),
          reachesFor(
              "what Rhino has and ECMAScript has not",
              "classes of its own",
              "typeof JavaException === 'function' || Call || With || Iterator || StopIteration",
              "continuations",
              "new Continuation()",
              "scripts",
              "new Script('1')",
              "the frames of other code",
              "CallSite",
              "texts of objects",
              "uneval({})",
              "XML",
              "new XML('<a/>')"),
          reachesFor(
              "the machine",
              "a file",
              "readFile('/etc/passwd')",
              "a file as a script",
              "load('/etc/passwd')",
              "a module",
              "require('fs')",
              "a program",
              "runCommand('id')",
              "the end of the process",
              "quit()",
              "the exit of the process",
              "exit()",
              "the environment",
              "process.env",
              "the network",
              "typeof fetch === 'function' ? fetch : new XMLHttpRequest()",
              "a thread",
              "typeof spawn === 'function' ? spawn(f) : new Worker('x')",
              "a timer",
              "typeof setTimeout === 'function' ? setTimeout : setInterval",
              "the console",
              "typeof console === 'object' ? console : print('x')"),
          endedBy("a module by import", "import fs from 'fs';", SYNTAX),
          endedBy("a module by a call of import", "import('fs');", SYNTAX),
          endedBy("XML literals", "var a = <a>{java}</a>;", SYNTAX));

  private Escapes() {}
}
