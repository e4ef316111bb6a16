package dev.harrier.lang.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.harrier.lang.function.Parameter;
import dev.harrier.lang.plan.Node;
import dev.harrier.lang.plan.Op;
import dev.harrier.lang.plan.Plan;
import dev.harrier.lang.plan.Plan.AtomPlan;
import dev.harrier.lang.plan.Plan.RulePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the class of a plan.
 *
 * <p>One method a kept node ({@code n12}), one a rule ({@code r7}), and the switches that reach them by number. Conditions are jumps; values travel
 * unboxed; a failed or absent value is a jump too, so that no exception is thrown on the usual path. Methods stay far below the size at which the JIT
 * compiler gives up: switches and sweeps are cut into chunks.
 */
final class Emitter {
  static final String FRAME = "dev/harrier/lang/emit/Frame";
  private static final String NAME = "dev/harrier/lang/emit/Compiled";

  /** Cases per switch, rules per sweep: about 700 bytes of code. */
  private static final int CHUNK = 64;

  private final Plan plan;
  private final ClassWriter writer =
      new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String a, String b) {
          return "java/lang/Object";
        }
      };
  private final List<Object> constants = new ArrayList<>();

  Emitter(Plan plan) {
    this.plan = plan;
  }

  /**
   * @param bytes the class file
   * @param constants objects that the code refers to by position
   */
  record Emitted(byte[] bytes, Object[] constants) {}

  Emitted emit() {
    writer.visit(V21, ACC_FINAL | ACC_SUPER, NAME, null, FRAME, null);
    constructor();
    for (Node node : plan.nodes()) {
      if (node.memo() && !(node.op() instanceof Op.Leaf)) {
        nodeMethod(node);
      }
    }
    for (RulePlan rule : plan.rules()) {
      ruleMethod(rule);
    }
    dispatch("compute", plan.nodes().size(), "I", this::computeCase);
    dispatch("tryRule", plan.rules().size(), "V", this::ruleCase);
    sweeps("sweep", "chunk", this::sweepChunk);
    sweeps("sweepByAtoms", "sieve", this::sieveChunk);
    atoms();
    writer.visitEnd();
    return new Emitted(writer.toByteArray(), constants.toArray());
  }

  private void constructor() {
    String descriptor = "(Ldev/harrier/lang/plan/Plan;[Ljava/lang/Object;)V";
    MethodVisitor method = writer.visitMethod(0, "<init>", descriptor, null, null);
    method.visitCode();
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ALOAD, 1);
    method.visitVarInsn(ALOAD, 2);
    method.visitMethodInsn(INVOKESPECIAL, FRAME, "<init>", descriptor, false);
    method.visitInsn(RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private void nodeMethod(Node node) {
    MethodVisitor method =
        writer.visitMethod(ACC_PRIVATE | ACC_FINAL, "n" + node.id(), "()I", null, null);
    NodeCode code = new NodeCode(plan, method, constants, NAME);
    code.computeAndKeep(node);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private void ruleMethod(RulePlan rule) {
    MethodVisitor method =
        writer.visitMethod(ACC_PRIVATE | ACC_FINAL, "r" + rule.index(), "()V", null, null);
    new NodeCode(plan, method, constants, NAME).tryRule(rule);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private MethodVisitor method(String name, String descriptor, int access) {
    return writer.visitMethod(access, name, descriptor, null, null);
  }

  private interface Case {
    /** Emits the code that handles {@code number} and returns from the method. */
    void emit(MethodVisitor method, int number);
  }

  private void computeCase(MethodVisitor method, int number) {
    Node node = plan.nodes().get(number);
    method.visitVarInsn(ALOAD, 0);
    if (node.op() instanceof Op.Leaf) {
      method.visitVarInsn(ILOAD, 1);
      method.visitMethodInsn(INVOKEVIRTUAL, FRAME, "leaf", "(I)I", false);
      method.visitInsn(IRETURN);
    } else if (node.memo()) {
      method.visitMethodInsn(INVOKESPECIAL, NAME, "n" + number, "()I", false);
      method.visitInsn(IRETURN);
    } else {
      method.visitVarInsn(ILOAD, 1);
      method.visitMethodInsn(INVOKEVIRTUAL, FRAME, "notKept", "(I)I", false);
      method.visitInsn(IRETURN);
    }
  }

  private void ruleCase(MethodVisitor method, int number) {
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(INVOKESPECIAL, NAME, "r" + number, "()V", false);
    method.visitInsn(RETURN);
  }

  /** A method of one int that switches over 0..count−1 in chunks: {@code name} picks the chunk, and the chunks, numbered after it, the case. */
  private void dispatch(String name, int count, String result, Case body) {
    int chunks = (count + CHUNK - 1) / CHUNK;
    String descriptor = "(I)" + result;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int from = chunk * CHUNK;
      int to = Math.min(count, from + CHUNK);
      MethodVisitor method = method(name + chunk, descriptor, ACC_PRIVATE | ACC_FINAL);
      method.visitCode();
      method.visitVarInsn(ILOAD, 1);
      choose(method, from, to, number -> body.emit(method, number));
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
    MethodVisitor method = method(name, descriptor, ACC_FINAL);
    method.visitCode();
    method.visitVarInsn(ILOAD, 1);
    push(method, CHUNK);
    method.visitInsn(IDIV);
    choose(
        method,
        0,
        chunks,
        chunk -> {
          method.visitVarInsn(ALOAD, 0);
          method.visitVarInsn(ILOAD, 1);
          method.visitMethodInsn(INVOKESPECIAL, NAME, name + chunk, descriptor, false);
          method.visitInsn(result.equals("V") ? RETURN : IRETURN);
        });
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private static void choose(MethodVisitor method, int from, int to, IntConsumer body) {
    Label otherwise = new Label();
    if (to > from) {
      Label[] labels = new Label[to - from];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = new Label();
      }
      method.visitTableSwitchInsn(from, to - 1, otherwise, labels);
      for (int i = 0; i < labels.length; i++) {
        method.visitLabel(labels[i]);
        body.accept(from + i);
      }
    } else {
      method.visitInsn(POP);
    }
    method.visitLabel(otherwise);
    method.visitTypeInsn(NEW, "java/lang/IndexOutOfBoundsException");
    method.visitInsn(DUP);
    method.visitMethodInsn(
        INVOKESPECIAL, "java/lang/IndexOutOfBoundsException", "<init>", "()V", false);
    method.visitInsn(ATHROW);
  }

  private interface Chunk {
    void emit(MethodVisitor method, int group, List<RulePlan> rules);
  }

  /** A switch over groups of units; each tries the group's rules that have no trigger, in chunks. */
  private void sweeps(String name, String chunkName, Chunk body) {
    List<List<Integer>> chunksOfGroup = new ArrayList<>();
    int next = 0;
    for (int group = 0; group < plan.atoms().size(); group++) {
      List<Integer> chunks = new ArrayList<>();
      List<RulePlan> rules = untriggered(group);
      for (int from = 0; from < rules.size(); from += CHUNK) {
        MethodVisitor method = method(chunkName + next, "()V", ACC_PRIVATE | ACC_FINAL);
        method.visitCode();
        body.emit(method, group, rules.subList(from, Math.min(rules.size(), from + CHUNK)));
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        chunks.add(next++);
      }
      chunksOfGroup.add(chunks);
    }
    dispatch(
        name,
        plan.atoms().size(),
        "V",
        (method, group) -> {
          for (int chunk : chunksOfGroup.get(group)) {
            method.visitVarInsn(ALOAD, 0);
            method.visitMethodInsn(INVOKESPECIAL, NAME, chunkName + chunk, "()V", false);
          }
          method.visitInsn(RETURN);
        });
  }

  private List<RulePlan> untriggered(int group) {
    return plan.units().stream()
        .filter(unit -> unit.atomGroup() == group)
        .flatMap(unit -> unit.rules().stream())
        .filter(rule -> rule.trigger() == null)
        .toList();
  }

  private void sweepChunk(MethodVisitor method, int group, List<RulePlan> rules) {
    for (RulePlan rule : rules) {
      callRule(method, rule);
    }
  }

  /** Tries the rules whose atoms all hold: one test of a word for up to 64 conditions. */
  private void sieveChunk(MethodVisitor method, int group, List<RulePlan> rules) {
    AtomPlan atoms = plan.atoms().get(group);
    int[] locals = new int[atoms.words()];
    for (int word = 0; word < locals.length; word++) {
      locals[word] = 1 + 2 * word;
      method.visitVarInsn(ALOAD, 0);
      method.visitFieldInsn(GETFIELD, FRAME, "atoms", "[J");
      push(method, atoms.firstWord() + word);
      method.visitInsn(LALOAD);
      method.visitVarInsn(LSTORE, locals[word]);
    }
    for (RulePlan rule : rules) {
      long[] masks = atoms.masks(rule);
      Label next = new Label();
      for (int word = 0; word < masks.length; word++) {
        if (masks[word] != 0) {
          method.visitVarInsn(LLOAD, locals[word]);
          method.visitLdcInsn(masks[word]);
          method.visitInsn(LAND);
          method.visitLdcInsn(masks[word]);
          method.visitInsn(LCMP);
          method.visitJumpInsn(IFNE, next);
        }
      }
      callRule(method, rule);
      method.visitLabel(next);
    }
  }

  private void callRule(MethodVisitor method, RulePlan rule) {
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(INVOKESPECIAL, NAME, "r" + rule.index(), "()V", false);
  }

  /** A switch over groups; each computes the group's atoms a word at a time. */
  private void atoms() {
    for (int group = 0; group < plan.atoms().size(); group++) {
      AtomPlan atoms = plan.atoms().get(group);
      for (int word = 0; word < atoms.words(); word++) {
        MethodVisitor method = method("atoms" + group + "_" + word, "()Z", ACC_PRIVATE | ACC_FINAL);
        new NodeCode(plan, method, constants, NAME)
            .atoms(
                atoms
                    .atoms()
                    .subList(word * 64, Math.min(atoms.atoms().size(), word * 64 + 64)),
                atoms.firstWord() + word);
        method.visitMaxs(0, 0);
        method.visitEnd();
      }
    }
    dispatch(
        "atoms",
        plan.atoms().size(),
        "Z",
        (method, group) -> {
          push(method, 1);
          for (int word = 0; word < plan.atoms().get(group).words(); word++) {
            method.visitVarInsn(ALOAD, 0);
            method.visitMethodInsn(
                INVOKESPECIAL, NAME, "atoms" + group + "_" + word, "()Z", false);
            method.visitInsn(IAND);
          }
          method.visitInsn(IRETURN);
        });
  }

  static void push(MethodVisitor method, int value) {
    if (value >= -1 && value <= 5) {
      method.visitInsn(ICONST_0 + value);
    } else if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
      method.visitIntInsn(BIPUSH, value);
    } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      method.visitIntInsn(SIPUSH, value);
    } else {
      method.visitLdcInsn(value);
    }
  }

  /** Parameters of a function that its code receives one by one. */
  static List<Parameter> passed(List<Parameter> parameters) {
    return parameters.stream().filter(parameter -> !parameter.constant()).toList();
  }
}
