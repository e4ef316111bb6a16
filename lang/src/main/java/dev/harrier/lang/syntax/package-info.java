/**
 * From text to tree, one file at a time.
 *
 * <p>The language is cut from Python, and its authors are told so: {@link dev.harrier.lang.syntax.Parser} therefore reads Python 3.11 whole and then refuses what
 * the language does not have, by the name that Python gives it. Three steps: the lexer makes tokens of the text, the grammar makes of them the part of
 * Python's own tree that matters, and the parser turns that into a {@link dev.harrier.lang.syntax.Tree}, the whole language in one page. Lines and columns
 * are CPython's: UTF-8 bytes, characters for texts that are no Python at all; inside a format string those that CPython 3.11 gives.
 */
@NullMarked
package dev.harrier.lang.syntax;

import org.jspecify.annotations.NullMarked;
