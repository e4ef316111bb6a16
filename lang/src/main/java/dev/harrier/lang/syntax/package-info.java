/** From text to tree: the lexer, the parser, the tree, and its printer. The accepted language is a small subset of Python 3.11; the rest is refused by name. */
@NullMarked
package dev.harrier.lang.syntax;

import org.jspecify.annotations.NullMarked;
