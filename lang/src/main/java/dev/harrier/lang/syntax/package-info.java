/**
 * From text to tree, and back.
 *
 * <p>The language is a small subset of Python 3.11, and its authors know Python. So a file is first
 * read as Python, the whole of it: {@code Lexer} makes tokens, {@code PythonParser} recognises
 * Python's grammar and {@code Strings} what is inside string literals. The outcome, {@code Python},
 * keeps in detail only what the language has; of everything else it keeps the name that Python
 * gives to it. Then {@link dev.harrier.lang.syntax.Parser} takes from that what the language has,
 * as a {@link dev.harrier.lang.syntax.Tree}, and refuses the rest by its name. An author of {@code
 * x if y else z} thus learns that there are no conditional expressions, and not that an {@code if}
 * is out of place.
 *
 * <p>The first fault ends a file. What is not Python is a {@code SyntaxFault}, at the place that
 * CPython names, columns in characters; CPython looks for it in several passes, and the rules of
 * which fault hides which are in {@code SyntaxFault.Kind}. What is Python but not the language has
 * its column in UTF-8 bytes, as CPython's tree has it, inside a format string too.
 *
 * <p>All of it takes time in proportion to the text's length, and a stack in proportion to a
 * nesting that is limited: brackets to 200, lines' indentation to 100, expressions to {@code
 * Parser.MAX_DEPTH}.
 *
 * <p>{@link dev.harrier.lang.syntax.Printer} writes a tree as source, which parses to the same
 * tree.
 */
@NullMarked
package dev.harrier.lang.syntax;

import org.jspecify.annotations.NullMarked;
