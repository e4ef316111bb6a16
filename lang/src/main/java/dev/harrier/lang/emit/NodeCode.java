package dev.harrier.lang.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.harrier.lang.function.Function;
import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.plan.Node;
import dev.harrier.lang.plan.Op;
import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Plan.RulePlan;
import dev.harrier.lang.plan.Rep;
import dev.harrier.lang.regex.PythonRegex;
import dev.harrier.lang.source.Dialect;
import dev.harrier.lang.syntax.Tree.BinaryOperator;
import dev.harrier.lang.syntax.Tree.CompareOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the code of nodes into one method.
 *
 * <p>Every piece of code starts and ends with an empty operand stack, but for the value it leaves;
 * that is why operands go through locals. A value is asked for with two labels: where to go when it
 * is None, and where when it failed. A condition is asked for with one: where to go when it is
 * anything but true.
 */
final class NodeCode {
  private static final String FAILURE = "dev/harrier/lang/value/NodeFailure";
  private static final String OPERATIONS = "dev/harrier/lang/emit/Operations";
  private static final String PARAMETER = "dev/harrier/lang/function/Parameter";
  private static final String OBJECT = "Ljava/lang/Object;";

  private final Plan plan;
  private final boolean strict;
  private final MethodVisitor code;
  private final List<Object> constants;
  private final String owner;
  private final Predicate<Node> here;
  private int locals = 1;

  /**
   * @param here whether a node's method is in the class that is written
   */
  NodeCode(
      Plan plan, MethodVisitor code, List<Object> constants, String owner, Predicate<Node> here) {
    this.here = here;
    this.plan = plan;
    this.strict = plan.program().dialect() == Dialect.STRICT;
    this.code = code;
    this.constants = constants;
    this.owner = owner;
    code.visitCode();
  }

  // Whole methods.

  /** {@code int nK(Frame)}: computes the node, keeps the value, returns the state. */
  void computeAndKeep(Node node) {
    Label start = new Label();
    Label end = new Label();
    Label caught = new Label();
    Label none = new Label();
    Label failed = new Label();
    code.visitTryCatchBlock(start, end, caught, FAILURE);
    code.visitLabel(start);
    body(node, none, failed);
    keep(node);
    code.visitLabel(end);
    endWith(node, Frame.VALUE);
    code.visitLabel(none);
    endWith(node, Frame.NONE);
    code.visitLabel(failed);
    self();
    push(node.id());
    frame("failedWithInput", "(I)I");
    code.visitInsn(IRETURN);
    code.visitLabel(caught);
    int failure = local(1);
    code.visitVarInsn(ASTORE, failure);
    self();
    push(node.id());
    code.visitVarInsn(ALOAD, failure);
    frame("failed", "(IL" + FAILURE + ";)I");
    code.visitInsn(IRETURN);
  }

  private void endWith(Node node, int state) {
    self();
    code.visitFieldInsn(GETFIELD, Emitter.FRAME, "state", "[B");
    push(node.id());
    push(state);
    code.visitInsn(BASTORE);
    push(state);
    code.visitInsn(IRETURN);
  }

  /** Moves the value on the stack into the frame. */
  private void keep(Node node) {
    int local = store(node.rep());
    self();
    switch (node.rep()) {
      case LONG -> {
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "longs", "[J");
        push(node.id());
        code.visitVarInsn(LLOAD, local);
        code.visitInsn(LASTORE);
      }
      case BOOL -> {
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "longs", "[J");
        push(node.id());
        code.visitVarInsn(ILOAD, local);
        code.visitInsn(I2L);
        code.visitInsn(LASTORE);
      }
      case DOUBLE, NUMBER -> {
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "doubles", "[D");
        push(node.id());
        code.visitVarInsn(DLOAD, local);
        code.visitInsn(DASTORE);
      }
      case TEXT, OBJECT -> {
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "refs", "[" + OBJECT);
        push(node.id());
        code.visitVarInsn(ALOAD, local);
        code.visitInsn(AASTORE);
      }
    }
  }

  /** {@code void rK(Frame)}: fires the rule, marks it as failed, or neither. */
  void tryRule(RulePlan rule) {
    Label quiet = new Label();
    Label failed = new Label();
    for (Node condition : rule.conditions()) {
      if (condition.op() instanceof Op.Prefiltered) {
        ifNoHit(condition.input(0), quiet);
      }
      if (neverFails(condition)) {
        unlessTrue(condition, quiet);
      } else {
        value(condition, quiet, failed);
        code.visitJumpInsn(IFEQ, quiet);
      }
    }
    if (!strict) {
      for (Node name : rule.described()) {
        Label there = new Label();
        value(name, there, failed);
        pop(name.rep());
        code.visitLabel(there);
      }
    }
    self();
    push(rule.index());
    frame("fire", "(I)V");
    code.visitLabel(quiet);
    code.visitInsn(RETURN);
    code.visitLabel(failed);
    self();
    push(rule.index());
    frame("failRule", "(I)V");
    code.visitInsn(RETURN);
  }

  /** {@code boolean atomsG_W(Frame)}: sets one word of atoms; false if one failed. */
  void atoms(List<Node> atoms, int word) {
    int bits = local(2);
    int fine = local(1);
    code.visitInsn(LCONST_0);
    code.visitVarInsn(LSTORE, bits);
    push(1);
    code.visitVarInsn(ISTORE, fine);
    for (int i = 0; i < atoms.size(); i++) {
      Label no = new Label();
      Label failed = new Label();
      value(atoms.get(i), no, failed);
      code.visitJumpInsn(IFEQ, no);
      code.visitVarInsn(LLOAD, bits);
      code.visitLdcInsn(1L << i);
      code.visitInsn(LOR);
      code.visitVarInsn(LSTORE, bits);
      code.visitJumpInsn(GOTO, no);
      code.visitLabel(failed);
      push(0);
      code.visitVarInsn(ISTORE, fine);
      code.visitLabel(no);
    }
    self();
    code.visitFieldInsn(GETFIELD, Emitter.FRAME, "atoms", "[J");
    push(word);
    code.visitVarInsn(LLOAD, bits);
    code.visitInsn(LASTORE);
    code.visitVarInsn(ILOAD, fine);
    code.visitInsn(IRETURN);
  }

  private static boolean neverFails(Node node) {
    return node.op() instanceof Op.All || node.op() instanceof Op.Any || !node.mayFail();
  }

  // Conditions.

  /**
   * Falls through if the node is true; goes to {@code otherwise} if it is false, None or failed.
   */
  private void unlessTrue(Node node, Label otherwise) {
    if (node.memo()) {
      value(node, otherwise, otherwise);
      code.visitJumpInsn(IFEQ, otherwise);
      return;
    }
    switch (node.op()) {
      case Op.All all -> node.inputs().forEach(input -> unlessTrue(input, otherwise));
      case Op.Any any -> unlessAny(node, otherwise);
      case Op.Hit hit -> ifNoHit(node, otherwise);
      case Op.Prefiltered prefiltered -> {
        ifNoHit(node.input(0), otherwise);
        Label sure = new Label();
        if (prefiltered.decisive()) {
          ifExact(node.input(0), sure);
        }
        unlessTrue(node.input(1), otherwise);
        code.visitLabel(sure);
      }
      default -> {
        value(node, otherwise, otherwise);
        code.visitJumpInsn(IFEQ, otherwise);
      }
    }
  }

  private void unlessAny(Node node, Label otherwise) {
    Label holds = new Label();
    List<Node> inputs = node.inputs();
    for (int i = 0; i < inputs.size() - 1; i++) {
      Label next = new Label();
      unlessTrue(inputs.get(i), next);
      code.visitJumpInsn(GOTO, holds);
      code.visitLabel(next);
    }
    unlessTrue(inputs.get(inputs.size() - 1), otherwise);
    code.visitLabel(holds);
  }

  private void ifNoHit(Node node, Label otherwise) {
    Op.Hit hit = (Op.Hit) node.op();
    long[] masks = new long[(plan.texts().get(hit.text()).literals().size() + 63) >>> 6];
    for (int literal : hit.literals()) {
      masks[literal >> 6] |= 1L << literal;
    }
    Label found = new Label();
    int base = hitBase(hit.text());
    for (int word = 0; word < masks.length; word++) {
      if (masks[word] != 0) {
        self();
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "found", "[J");
        push(base + word);
        code.visitInsn(LALOAD);
        code.visitLdcInsn(masks[word]);
        code.visitInsn(LAND);
        code.visitInsn(LCONST_0);
        code.visitInsn(LCMP);
        code.visitJumpInsn(IFNE, found);
      }
    }
    code.visitJumpInsn(GOTO, otherwise);
    code.visitLabel(found);
  }

  private int hitBase(int text) {
    int words = 0;
    for (int i = 0; i < text; i++) {
      words += (plan.texts().get(i).literals().size() + 63) >>> 6;
    }
    return words;
  }

  private void ifExact(Node hit, Label then) {
    flag("exact", ((Op.Hit) hit.op()).text());
    code.visitJumpInsn(IFNE, then);
  }

  private void flag(String field, int index) {
    self();
    code.visitFieldInsn(GETFIELD, Emitter.FRAME, field, "[Z");
    push(index);
    code.visitInsn(BALOAD);
  }

  // Values.

  /** Leaves the node's value on the stack, in its representation (a number as a double). */
  private void value(Node node, Label none, Label failed) {
    if (!node.memo()) {
      body(node, none, failed);
      return;
    }
    ensure(node, none, failed);
    load(node);
  }

  /** Computes a kept node if need be and leaves by the labels unless it has a value. */
  private void ensure(Node node, Label none, Label failed) {
    Label known = new Label();
    int state = local(1);
    self();
    code.visitFieldInsn(GETFIELD, Emitter.FRAME, "state", "[B");
    push(node.id());
    code.visitInsn(BALOAD);
    code.visitVarInsn(ISTORE, state);
    code.visitVarInsn(ILOAD, state);
    code.visitJumpInsn(IFNE, known);
    self();
    if (node.op() instanceof Op.Leaf) {
      push(node.id());
      frame("leaf", "(I)I");
    } else if (here.test(node)) {
      code.visitMethodInsn(
          INVOKESTATIC, owner, "n" + node.id(), "(L" + Emitter.FRAME + ";)I", false);
    } else {
      push(node.id());
      frame("compute", "(I)I");
    }
    code.visitVarInsn(ISTORE, state);
    code.visitLabel(known);
    if (node.mayBeNone()) {
      code.visitVarInsn(ILOAD, state);
      push(Frame.NONE);
      code.visitJumpInsn(IF_ICMPEQ, none);
    }
    if (node.mayFail()) {
      code.visitVarInsn(ILOAD, state);
      push(Frame.VALUE);
      code.visitJumpInsn(IF_ICMPNE, failed);
    }
  }

  private void load(Node node) {
    self();
    switch (node.rep()) {
      case LONG, BOOL -> {
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "longs", "[J");
        push(node.id());
        code.visitInsn(LALOAD);
        if (node.rep() == Rep.BOOL) {
          code.visitInsn(L2I);
        }
      }
      case DOUBLE, NUMBER -> {
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "doubles", "[D");
        push(node.id());
        code.visitInsn(DALOAD);
      }
      case TEXT -> {
        push(node.id());
        frame("text", "(I)Ljava/lang/String;");
      }
      case OBJECT -> {
        code.visitFieldInsn(GETFIELD, Emitter.FRAME, "refs", "[" + OBJECT);
        push(node.id());
        code.visitInsn(AALOAD);
      }
    }
  }

  /** Leaves a numeric node's value as a double; ints that are none leave compiled code. */
  private void doubleValue(Node node, Label none, Label failed) {
    if (node.op() instanceof Op.Constant constant && constant.value() instanceof Long whole) {
      code.visitLdcInsn(whole);
      code.visitMethodInsn(INVOKESTATIC, Emitter.FRAME, "exactly", "(J)D", false);
      return;
    }
    value(node, none, failed);
    if (node.rep() == Rep.LONG) {
      code.visitMethodInsn(INVOKESTATIC, Emitter.FRAME, "exactly", "(J)D", false);
    }
  }

  /** Leaves the node's value boxed. */
  private void boxedValue(Node node, Label none, Label failed) {
    if (node.rep() == Rep.NUMBER) {
      boxedNumber(node, none, failed);
      return;
    }
    value(node, none, failed);
    switch (node.rep()) {
      case LONG -> box("java/lang/Long", "(J)Ljava/lang/Long;");
      case DOUBLE -> box("java/lang/Double", "(D)Ljava/lang/Double;");
      case BOOL -> box("java/lang/Boolean", "(Z)Ljava/lang/Boolean;");
      case NUMBER, TEXT, OBJECT -> {}
    }
  }

  private void boxedNumber(Node node, Label none, Label failed) {
    if (node.memo()) {
      ensure(node, none, failed);
      self();
      push(node.id());
      frame("number", "(I)" + OBJECT);
      return;
    }
    boxedOperation(node, ((Op.Arithmetic) node.op()).operator(), failed);
  }

  private void box(String type, String descriptor) {
    code.visitMethodInsn(INVOKESTATIC, type, "valueOf", descriptor, false);
  }

  /** Leaves the boxed value, or null where it is None, and where it failed if {@code failedToo}. */
  private void boxedOrNull(Node node, boolean failedToo, Label failed) {
    Label none = new Label();
    Label done = new Label();
    int local = local(1);
    boxedValue(node, none, failedToo ? none : failed);
    code.visitVarInsn(ASTORE, local);
    code.visitJumpInsn(GOTO, done);
    code.visitLabel(none);
    code.visitInsn(ACONST_NULL);
    code.visitVarInsn(ASTORE, local);
    code.visitLabel(done);
    code.visitVarInsn(ALOAD, local);
  }

  // Computations.

  private void body(Node node, Label none, Label failed) {
    switch (node.op()) {
      case Op.Constant constant -> constant(constant.value(), none);
      case Op.Leaf leaf -> throw new AssertionError("a leaf is always kept");
      case Op.Invoke invoke -> invoke(node, invoke, none, failed);
      case Op.Arithmetic arithmetic -> arithmetic(node, arithmetic.operator(), failed);
      case Op.Comparison comparison -> comparison(node, comparison.operator(), failed);
      case Op.All all -> truth(node);
      case Op.Any any -> truth(node);
      case Op.Not not -> not(node, failed);
      case Op.Negate negate -> negate(node, failed);
      case Op.MakeList list -> {
        objects(node.inputs(), false, failed);
        operation("list", "([" + OBJECT + ")Ljava/util/List;");
      }
      case Op.Format format -> {
        constantObject(format);
        code.visitTypeInsn(CHECKCAST, "dev/harrier/lang/plan/Op$Format");
        int local = store(Rep.OBJECT);
        objects(node.inputs(), false, failed);
        code.visitVarInsn(ALOAD, local);
        code.visitInsn(SWAP);
        operation("format", "(Ldev/harrier/lang/plan/Op$Format;[" + OBJECT + ")Ljava/lang/String;");
      }
      case Op.Unwrap unwrap -> unwrap(node, none, failed);
      case Op.Holds holds -> holds(node, holds.conditions(), holds.list(), failed);
      case Op.RuleObject rule -> ruleObject(node, rule, failed);
      case Op.Hit hit -> truth(node);
      case Op.Prefiltered prefiltered -> prefiltered(node, prefiltered, none, failed);
      case Op.Member member -> member(node, member, failed);
      case Op.IntMember member -> intMember(node, member, failed);
    }
  }

  private void constant(@Nullable Object value, Label none) {
    switch (value) {
      case null -> code.visitJumpInsn(GOTO, none);
      case Boolean b -> push(b ? 1 : 0);
      case Long l -> code.visitLdcInsn(l);
      case Double d -> code.visitLdcInsn(d);
      case String s when s.length() < 10_000 -> code.visitLdcInsn(s);
      case String s -> {
        constantObject(s);
        code.visitTypeInsn(CHECKCAST, "java/lang/String");
      }
      default -> constantObject(value);
    }
    if (value == null) {
      // Never reached, but the code after expects a value on the stack.
      code.visitInsn(ACONST_NULL);
    }
  }

  private void constantObject(Object value) {
    self();
    code.visitFieldInsn(GETFIELD, Emitter.FRAME, "constants", "[" + OBJECT);
    push(constants.size());
    code.visitInsn(AALOAD);
    constants.add(value);
  }

  /** A condition as a 0 or 1. */
  private void truth(Node node) {
    Label no = new Label();
    Label done = new Label();
    int local = local(1);
    switch (node.op()) {
      case Op.All all -> node.inputs().forEach(input -> unlessTrue(input, no));
      case Op.Any any -> unlessAny(node, no);
      default -> ifNoHit(node, no);
    }
    push(1);
    code.visitVarInsn(ISTORE, local);
    code.visitJumpInsn(GOTO, done);
    code.visitLabel(no);
    push(0);
    code.visitVarInsn(ISTORE, local);
    code.visitLabel(done);
    code.visitVarInsn(ILOAD, local);
  }

  private void prefiltered(Node node, Op.Prefiltered op, Label none, Label failed) {
    Node hit = node.input(0);
    Label ask = new Label();
    Label no = new Label();
    Label done = new Label();
    int local = local(1);
    int text = ((Op.Hit) hit.op()).text();
    flag("scanned", text);
    code.visitJumpInsn(IFEQ, ask);
    ifNoHit(hit, no);
    if (op.decisive()) {
      flag("exact", text);
      code.visitJumpInsn(IFEQ, ask);
      push(1);
      code.visitVarInsn(ISTORE, local);
      code.visitJumpInsn(GOTO, done);
    }
    code.visitLabel(ask);
    value(node.input(1), none, failed);
    code.visitVarInsn(ISTORE, local);
    code.visitJumpInsn(GOTO, done);
    code.visitLabel(no);
    push(0);
    code.visitVarInsn(ISTORE, local);
    code.visitLabel(done);
    code.visitVarInsn(ILOAD, local);
  }

  private void member(Node node, Op.Member member, Label failed) {
    Node leaf = node.input(0);
    Label absent = new Label();
    Label done = new Label();
    int local = local(1);
    ensure(leaf, absent, member.failurePropagates() ? failed : absent);
    List<String> all = plan.symbols().get(member.symbols()).constants();
    if (all.size() <= Frame.OTHER) {
      long mask = 0;
      for (String constant : member.members()) {
        mask |= 1L << all.indexOf(constant);
      }
      code.visitLdcInsn(member.negated() ? ~mask : mask);
      self();
      push(member.symbols());
      push(leaf.id());
      frame("symbol", "(II)I");
      code.visitInsn(LUSHR);
      code.visitInsn(L2I);
      push(1);
      code.visitInsn(IAND);
    } else {
      constantObject(java.util.Set.copyOf(member.members()));
      code.visitTypeInsn(CHECKCAST, "java/util/Set");
      self();
      push(leaf.id());
      frame("text", "(I)Ljava/lang/String;");
      code.visitMethodInsn(INVOKEINTERFACE, "java/util/Set", "contains", "(" + OBJECT + ")Z", true);
      if (member.negated()) {
        push(1);
        code.visitInsn(IXOR);
      }
    }
    code.visitVarInsn(ISTORE, local);
    code.visitJumpInsn(GOTO, done);
    code.visitLabel(absent);
    push(member.negated() ? 1 : 0);
    code.visitVarInsn(ISTORE, local);
    code.visitLabel(done);
    code.visitVarInsn(ILOAD, local);
  }

  private void intMember(Node node, Op.IntMember member, Label failed) {
    Label absent = new Label();
    Label found = new Label();
    Label done = new Label();
    int result = local(1);
    value(node.input(0), absent, member.failurePropagates() ? failed : absent);
    int operand = store(Rep.LONG);
    for (long constant : member.members()) {
      code.visitVarInsn(LLOAD, operand);
      code.visitLdcInsn(constant);
      code.visitInsn(LCMP);
      code.visitJumpInsn(IFEQ, found);
    }
    code.visitLabel(absent);
    push(member.negated() ? 1 : 0);
    code.visitVarInsn(ISTORE, result);
    code.visitJumpInsn(GOTO, done);
    code.visitLabel(found);
    push(member.negated() ? 0 : 1);
    code.visitVarInsn(ISTORE, result);
    code.visitLabel(done);
    code.visitVarInsn(ILOAD, result);
  }

  private void not(Node node, Label failed) {
    Node operand = node.input(0);
    if (operand.rep() == Rep.BOOL && !operand.mayBeNone()) {
      value(operand, failed, failed);
      push(1);
      code.visitInsn(IXOR);
    } else {
      boxedOrNull(operand, false, failed);
      operation("not", "(" + OBJECT + ")Z");
    }
  }

  private void negate(Node node, Label failed) {
    Node operand = node.input(0);
    if (node.rep() == Rep.LONG) {
      value(operand, failed, failed);
      numeric("negate", "(J)J");
    } else if (node.rep() == Rep.DOUBLE) {
      value(operand, failed, failed);
      code.visitInsn(DNEG);
    } else {
      boxedOrNull(operand, false, failed);
      push(strict ? 1 : 0);
      operation("negate", "(" + OBJECT + "Z)" + OBJECT);
    }
  }

  private void arithmetic(Node node, BinaryOperator operator, Label failed) {
    switch (node.rep()) {
      case LONG -> {
        operands(node, Rep.LONG, failed);
        longOperation(operator);
      }
      case NUMBER -> quotient(node, failed);
      case DOUBLE -> {
        operands(node, Rep.DOUBLE, failed);
        doubleOperation(operator);
      }
      case OBJECT -> boxedOperation(node, operator, failed);
      case BOOL, TEXT -> throw new AssertionError("arithmetic of " + node.rep());
    }
  }

  /** A division: the one operation on numbers whose result may be an int or a float. */
  private void quotient(Node node, Label failed) {
    if (!node.memo()) {
      operands(node, Rep.DOUBLE, failed);
      code.visitMethodInsn(INVOKESTATIC, Emitter.FRAME, "divide", "(DD)D", false);
      return;
    }
    operand(node.input(0), Rep.DOUBLE, failed, failed);
    int left = store(Rep.DOUBLE);
    operand(node.input(1), Rep.DOUBLE, failed, failed);
    int right = store(Rep.DOUBLE);
    self();
    push(node.id());
    code.visitVarInsn(DLOAD, left);
    code.visitVarInsn(DLOAD, right);
    frame("quotient", "(IDD)D");
  }

  /** Leaves both operands on the stack. */
  private void operands(Node node, Rep as, Label failed) {
    operand(node.input(0), as, failed, failed);
    int left = store(as);
    operand(node.input(1), as, failed, failed);
    int right = store(as);
    code.visitVarInsn(loadOf(as), left);
    code.visitVarInsn(loadOf(as), right);
  }

  private void operand(Node node, Rep as, Label none, Label failed) {
    switch (as) {
      case DOUBLE, NUMBER -> doubleValue(node, none, failed);
      case LONG, BOOL, TEXT -> value(node, none, failed);
      case OBJECT -> boxedValue(node, none, failed);
    }
  }

  private void longOperation(BinaryOperator operator) {
    switch (operator) {
      case ADD -> numeric("add", "(JJ)J");
      case SUBTRACT -> numeric("subtract", "(JJ)J");
      case MULTIPLY -> numeric("multiply", "(JJ)J");
      case FLOOR_DIVIDE -> numeric("floorDivide", "(JJ)J");
      case MODULO -> numeric("modulo", "(JJ)J");
      case BIT_OR -> code.visitInsn(LOR);
      case BIT_XOR -> code.visitInsn(LXOR);
      case BIT_AND -> code.visitInsn(LAND);
      case DIVIDE, POWER, LEFT_SHIFT, RIGHT_SHIFT ->
          throw new AssertionError("`" + operator.symbol() + "` is not done on longs");
    }
  }

  private void numeric(String name, String descriptor) {
    code.visitMethodInsn(
        INVOKESTATIC, strict ? OPERATIONS : Emitter.FRAME, name, descriptor, false);
  }

  private void doubleOperation(BinaryOperator operator) {
    switch (operator) {
      case ADD -> code.visitInsn(DADD);
      case SUBTRACT -> code.visitInsn(DSUB);
      case MULTIPLY -> code.visitInsn(DMUL);
      case DIVIDE, FLOOR_DIVIDE, MODULO, POWER, LEFT_SHIFT, RIGHT_SHIFT, BIT_OR, BIT_XOR, BIT_AND ->
          throw new AssertionError("`" + operator.symbol() + "` is not done on doubles");
    }
  }

  /** The language's own arithmetic on boxed operands, None as null. */
  private void boxedOperation(Node node, BinaryOperator operator, Label failed) {
    boxedOrNull(node.input(0), false, failed);
    int left = store(Rep.OBJECT);
    boxedOrNull(node.input(1), false, failed);
    int right = store(Rep.OBJECT);
    enumConstant("dev/harrier/lang/syntax/Tree$BinaryOperator", operator.name());
    code.visitVarInsn(ALOAD, left);
    code.visitVarInsn(ALOAD, right);
    push(strict ? 1 : 0);
    operation(
        "binary",
        "(Ldev/harrier/lang/syntax/Tree$BinaryOperator;" + OBJECT + OBJECT + "Z)" + OBJECT);
  }

  private void comparison(Node node, CompareOperator operator, Label failed) {
    switch (operator) {
      case EQUAL, NOT_EQUAL -> equality(node, operator, failed);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(node, operator, failed);
      case IN, NOT_IN -> containment(node, operator, failed);
    }
  }

  private void order(Node node, CompareOperator operator, Label failed) {
    Node left = node.input(0);
    Node right = node.input(1);
    if (!left.rep().numeric() || !right.rep().numeric()) {
      boxedCompare(node, operator, false, failed);
      return;
    }
    boolean longs = left.rep() == Rep.LONG && right.rep() == Rep.LONG;
    Rep as = longs ? Rep.LONG : Rep.DOUBLE;
    Label no = new Label();
    Label done = new Label();
    int result = local(1);
    Label none = strict ? failed : no;
    operand(left, as, none, failed);
    int a = store(as);
    operand(right, as, none, failed);
    int b = store(as);
    code.visitVarInsn(loadOf(as), a);
    code.visitVarInsn(loadOf(as), b);
    int unless =
        switch (operator) {
          case LESS -> IFGE;
          case LESS_OR_EQUAL -> IFGT;
          case GREATER -> IFLE;
          case GREATER_OR_EQUAL -> IFLT;
          case EQUAL, NOT_EQUAL, IN, NOT_IN -> throw new AssertionError(operator);
        };
    boolean less = unless == IFGE || unless == IFGT;
    code.visitInsn(longs ? LCMP : less ? DCMPG : DCMPL);
    code.visitJumpInsn(unless, no);
    push(1);
    code.visitVarInsn(ISTORE, result);
    code.visitJumpInsn(GOTO, done);
    code.visitLabel(no);
    push(0);
    code.visitVarInsn(ISTORE, result);
    code.visitLabel(done);
    code.visitVarInsn(ILOAD, result);
  }

  private void equality(Node node, CompareOperator operator, Label failed) {
    Node left = node.input(0);
    Node right = node.input(1);
    boolean numeric = left.rep().numeric() && right.rep().numeric();
    boolean same = left.rep() == right.rep() && left.rep() != Rep.OBJECT;
    if (!numeric && !same) {
      boxedCompare(node, operator, !strict, failed);
      return;
    }
    Rep as = same && left.rep() != Rep.NUMBER ? left.rep() : Rep.DOUBLE;
    Label leftNone = new Label();
    Label equal = new Label();
    Label unequal = new Label();
    Label done = new Label();
    int result = local(1);
    operand(left, as, leftNone, strict ? failed : leftNone);
    int a = store(as);
    operand(right, as, unequal, strict ? failed : unequal);
    int b = store(as);
    code.visitVarInsn(loadOf(as), a);
    code.visitVarInsn(loadOf(as), b);
    switch (as) {
      case LONG -> {
        code.visitInsn(LCMP);
        code.visitJumpInsn(IFEQ, equal);
      }
      case DOUBLE, NUMBER -> {
        code.visitInsn(DCMPL);
        code.visitJumpInsn(IFEQ, equal);
      }
      case BOOL -> code.visitJumpInsn(IF_ICMPEQ, equal);
      case TEXT, OBJECT -> {
        code.visitMethodInsn(
            INVOKEVIRTUAL, "java/lang/Object", "equals", "(" + OBJECT + ")Z", false);
        code.visitJumpInsn(IFNE, equal);
      }
    }
    code.visitLabel(unequal);
    push(operator == CompareOperator.EQUAL ? 0 : 1);
    code.visitVarInsn(ISTORE, result);
    code.visitJumpInsn(GOTO, done);
    code.visitLabel(leftNone);
    if (right.mayBeNone() || right.mayFail()) {
      operand(right, as, equal, strict ? failed : equal);
      code.visitVarInsn(storeOf(as), local(size(as)));
    }
    code.visitJumpInsn(GOTO, unequal);
    code.visitLabel(equal);
    push(operator == CompareOperator.EQUAL ? 1 : 0);
    code.visitVarInsn(ISTORE, result);
    code.visitLabel(done);
    code.visitVarInsn(ILOAD, result);
  }

  private void containment(Node node, CompareOperator operator, Label failed) {
    boxedOrNull(node.input(0), !strict, failed);
    int left = store(Rep.OBJECT);
    boxedOrNull(node.input(1), false, failed);
    int right = store(Rep.OBJECT);
    compareObjects(operator, left, right);
  }

  private void boxedCompare(
      Node node, CompareOperator operator, boolean failedIsNone, Label failed) {
    boxedOrNull(node.input(0), failedIsNone, failed);
    int left = store(Rep.OBJECT);
    boxedOrNull(node.input(1), failedIsNone, failed);
    int right = store(Rep.OBJECT);
    compareObjects(operator, left, right);
  }

  private void compareObjects(CompareOperator operator, int left, int right) {
    enumConstant("dev/harrier/lang/syntax/Tree$CompareOperator", operator.name());
    code.visitVarInsn(ALOAD, left);
    code.visitVarInsn(ALOAD, right);
    push(strict ? 1 : 0);
    operation(
        "compare", "(Ldev/harrier/lang/syntax/Tree$CompareOperator;" + OBJECT + OBJECT + "Z)Z");
  }

  private void unwrap(Node node, Label none, Label failed) {
    boxedValue(node.input(0), none, failed);
    operation("unwrap", "(" + OBJECT + ")" + OBJECT);
    if (node.rep() == Rep.BOOL) {
      operation("truth", "(" + OBJECT + ")Z");
    }
  }

  /** The exact value of a rule: failed if any condition failed, else whether all are true. */
  private void holds(Node node, int conditions, boolean list, Label failed) {
    int truth = local(1);
    push(1);
    code.visitVarInsn(ISTORE, truth);
    for (Node condition : node.inputs().subList(0, conditions)) {
      Label no = new Label();
      Label next = new Label();
      if (list) {
        boxedValue(condition, failed, failed);
        operation("allTrue", "(" + OBJECT + ")Z");
      } else if (condition.rep() == Rep.BOOL) {
        value(condition, no, failed);
      } else {
        boxedValue(condition, no, failed);
        operation("truth", "(" + OBJECT + ")Z");
      }
      code.visitJumpInsn(IFNE, next);
      code.visitLabel(no);
      push(0);
      code.visitVarInsn(ISTORE, truth);
      code.visitLabel(next);
    }
    if (!strict) {
      for (Node name : node.inputs().subList(conditions, node.inputs().size())) {
        Label there = new Label();
        value(name, there, failed);
        pop(name.rep());
        code.visitLabel(there);
      }
    }
    code.visitVarInsn(ILOAD, truth);
  }

  private void ruleObject(Node node, Op.RuleObject rule, Label failed) {
    holds(node, rule.conditions(), rule.list(), failed);
    int truth = store(Rep.BOOL);
    // A name that failed prints as a gap in the strict dialect; in compat the rule has failed by
    // now.
    objects(node.inputs().subList(rule.conditions(), node.inputs().size()), true, failed);
    int values = store(Rep.OBJECT);
    int states = local(1);
    stateArray(node.inputs().subList(rule.conditions(), node.inputs().size()));
    code.visitVarInsn(ASTORE, states);
    constantObject(rule);
    code.visitTypeInsn(CHECKCAST, "dev/harrier/lang/plan/Op$RuleObject");
    code.visitVarInsn(ILOAD, truth);
    code.visitVarInsn(ALOAD, values);
    code.visitTypeInsn(CHECKCAST, "[" + OBJECT);
    code.visitVarInsn(ALOAD, states);
    operation(
        "rule",
        "(Ldev/harrier/lang/plan/Op$RuleObject;Z["
            + OBJECT
            + "[Z)Ldev/harrier/lang/value/RuleValue;");
  }

  /** A boolean array: whether each kept node has failed. */
  private void stateArray(List<Node> nodes) {
    push(nodes.size());
    code.visitIntInsn(NEWARRAY, T_BOOLEAN);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).memo()) {
        code.visitInsn(DUP);
        push(i);
        self();
        push(nodes.get(i).id());
        frame("hasFailedNode", "(I)Z");
        code.visitInsn(BASTORE);
      }
    }
  }

  // Calls.

  private void invoke(Node node, Op.Invoke invoke, Label none, Label failed) {
    Function function = invoke.function();
    if (invoke.prepared() instanceof PythonRegex regex && searchesKeptText(node, function)) {
      search(regex, node.input(0), failed);
      return;
    }
    List<Parameter> parameters = Emitter.passed(function.parameters());
    Class<?>[] types = function.method().getParameterTypes();
    int first = types.length - parameters.size() - (function.extraKeywords() ? 1 : 0);
    List<int[]> arguments = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Class<?> type = types[first + i];
      argument(node.input(i), parameters.get(i), type, failed);
      Rep rep = repOf(type);
      arguments.add(new int[] {store(rep), rep.ordinal()});
    }
    int extras = -1;
    if (function.extraKeywords()) {
      objects(node.inputs().subList(parameters.size(), node.inputs().size()), false, failed);
      int values = store(Rep.OBJECT);
      constantObject(invoke);
      code.visitTypeInsn(CHECKCAST, "dev/harrier/lang/plan/Op$Invoke");
      code.visitVarInsn(ALOAD, values);
      code.visitTypeInsn(CHECKCAST, "[" + OBJECT);
      operation("extras", "(Ldev/harrier/lang/plan/Op$Invoke;[" + OBJECT + ")Ljava/util/Map;");
      extras = store(Rep.OBJECT);
    }
    if (function.needsContext()) {
      self();
    }
    if (function.preparation() != null) {
      Object prepared = invoke.prepared();
      if (prepared == null) {
        code.visitInsn(ACONST_NULL);
      } else {
        constantObject(prepared);
        cast(types[function.needsContext() ? 1 : 0]);
      }
    }
    for (int i = 0; i < arguments.size(); i++) {
      code.visitVarInsn(loadOf(Rep.values()[arguments.get(i)[1]]), arguments.get(i)[0]);
      cast(types[first + i]);
    }
    if (extras >= 0) {
      code.visitVarInsn(ALOAD, extras);
      code.visitTypeInsn(CHECKCAST, "java/util/Map");
    }
    code.visitMethodInsn(
        INVOKESTATIC,
        Type.getInternalName(function.method().getDeclaringClass()),
        function.method().getName(),
        Type.getMethodDescriptor(function.method()),
        false);
    result(function.method().getReturnType(), none);
  }

  /**
   * Whether the call is a plain search of a text that is kept, so that no string need be made of
   * it.
   */
  private static boolean searchesKeptText(Node call, Function function) {
    return function.name().equals("RegexMatch")
        && call.input(0).rep() == Rep.TEXT
        && call.input(0).memo()
        && !call.input(0).mayBeNone();
  }

  private void search(PythonRegex regex, Node text, Label failed) {
    ensure(text, failed, failed);
    self();
    push(constants.size());
    constants.add(regex);
    push(text.id());
    frame("search", "(II)Z");
  }

  /** Leaves one argument on the stack in its Java type, or leaves by a failure. */
  private void argument(Node node, Parameter parameter, Class<?> type, Label failed) {
    Rep rep = repOf(type);
    if (node.rep() == rep && rep != Rep.OBJECT && !node.mayBeNone()) {
      value(node, failed, failed);
      return;
    }
    boxedOrNull(node, parameter.type().admitsNone(), failed);
    if (type == Object.class) {
      return;
    }
    int value = store(Rep.OBJECT);
    constantObject(parameter);
    code.visitTypeInsn(CHECKCAST, PARAMETER);
    code.visitVarInsn(ALOAD, value);
    switch (rep) {
      case LONG -> operation("toLong", "(L" + PARAMETER + ";" + OBJECT + ")J");
      case DOUBLE -> operation("toDouble", "(L" + PARAMETER + ";" + OBJECT + ")D");
      case BOOL -> operation("toBool", "(L" + PARAMETER + ";" + OBJECT + ")Z");
      case TEXT, OBJECT, NUMBER -> {
        code.visitLdcInsn(Type.getType(type));
        operation("toObject", "(L" + PARAMETER + ";" + OBJECT + "Ljava/lang/Class;)" + OBJECT);
        cast(type);
      }
    }
  }

  private void result(Class<?> type, Label none) {
    if (type == void.class) {
      code.visitJumpInsn(GOTO, none);
      code.visitInsn(ACONST_NULL);
    } else if (!type.isPrimitive()) {
      int local = store(Rep.OBJECT);
      code.visitVarInsn(ALOAD, local);
      code.visitJumpInsn(IFNULL, none);
      code.visitVarInsn(ALOAD, local);
      cast(type);
    }
  }

  private static Rep repOf(Class<?> type) {
    if (type == long.class) {
      return Rep.LONG;
    } else if (type == double.class) {
      return Rep.DOUBLE;
    } else if (type == boolean.class) {
      return Rep.BOOL;
    } else if (type == String.class) {
      return Rep.TEXT;
    }
    return Rep.OBJECT;
  }

  private void cast(Class<?> type) {
    if (!type.isPrimitive() && type != Object.class) {
      code.visitTypeInsn(CHECKCAST, Type.getInternalName(type));
    }
  }

  /** An array of boxed values, null for None, and for failed ones if {@code failedToo}. */
  private void objects(List<Node> nodes, boolean failedToo, Label failed) {
    List<Integer> values = new ArrayList<>();
    for (Node node : nodes) {
      boxedOrNull(node, failedToo, failed);
      values.add(store(Rep.OBJECT));
    }
    push(nodes.size());
    code.visitTypeInsn(ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < values.size(); i++) {
      code.visitInsn(DUP);
      push(i);
      code.visitVarInsn(ALOAD, values.get(i));
      code.visitInsn(AASTORE);
    }
  }

  // Small change.

  private void self() {
    code.visitVarInsn(ALOAD, 0);
  }

  private void push(int value) {
    Emitter.push(code, value);
  }

  private void frame(String method, String descriptor) {
    code.visitMethodInsn(INVOKEVIRTUAL, Emitter.FRAME, method, descriptor, false);
  }

  private void operation(String method, String descriptor) {
    code.visitMethodInsn(INVOKESTATIC, OPERATIONS, method, descriptor, false);
  }

  private void enumConstant(String type, String name) {
    code.visitFieldInsn(GETSTATIC, type, name, "L" + type + ";");
  }

  private int local(int size) {
    int local = locals;
    locals += size;
    return local;
  }

  private static int size(Rep rep) {
    return rep == Rep.LONG || rep == Rep.DOUBLE || rep == Rep.NUMBER ? 2 : 1;
  }

  /** Moves the value on the stack into a new local. */
  private int store(Rep rep) {
    int local = local(size(rep));
    code.visitVarInsn(storeOf(rep), local);
    return local;
  }

  private void pop(Rep rep) {
    code.visitInsn(size(rep) == 2 ? POP2 : POP);
  }

  private static int storeOf(Rep rep) {
    return switch (rep) {
      case LONG -> LSTORE;
      case DOUBLE, NUMBER -> DSTORE;
      case BOOL -> ISTORE;
      case TEXT, OBJECT -> ASTORE;
    };
  }

  private static int loadOf(Rep rep) {
    return switch (rep) {
      case LONG -> LLOAD;
      case DOUBLE, NUMBER -> DLOAD;
      case BOOL -> ILOAD;
      case TEXT, OBJECT -> ALOAD;
    };
  }
}
