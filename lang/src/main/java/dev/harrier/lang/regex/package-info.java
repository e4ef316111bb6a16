/**
 * Python's regular expressions: parsed and checked as CPython does, run in linear time where the
 * pattern allows, else by a backtracking engine with a step budget.
 */
@NullMarked
package dev.harrier.lang.regex;

import org.jspecify.annotations.NullMarked;
