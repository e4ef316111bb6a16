/**
 * The rule language's front door: {@link dev.harrier.lang.RuleCompiler} turns a project's sources
 * into a program, or says why it cannot.
 */
@NullMarked
package dev.harrier.lang;

import org.jspecify.annotations.NullMarked;
