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
 * Writes the classes of a plan, one a {@link Part}.
 *
 * <p>One method a kept node ({@code n12}), one a rule ({@code r7}), and the switches that reach
 * them by number. Conditions are jumps; values travel unboxed; a failed or absent value is a jump
 * too, so that no exception is thrown on the usual path. Methods stay far below the size at which
 * the JIT compiler gives up: switches and sweeps are cut into chunks.
 */
final class Emitter {
  static final String FRAME = "dev/harrier/lang/emit/Frame";
  private static final String PART = "dev/harrier/lang/emit/Part";
  private static final String NAME = "dev/harrier/lang/emit/Compiled";
  private static final String ON_FRAME = "(L" + FRAME + ";";

  /** Cases per switch, rules per sweep: about 700 bytes of code. */
  private static final int CHUNK = 64;

  private final Plan plan;
  private final Partition partition;
  private final int part;
  private final List<Object> constants;
  private final ClassWriter writer =
      new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String a, String b) {
          return "java/lang/Object";
        }
      };

  private Emitter(Plan plan, Partition partition, int part, List<Object> constants) {
    this.plan = plan;
    this.partition = partition;
    this.part = part;
    this.constants = constants;
  }

  /**
   * @param classes class files, one a part
   * @param constants objects that the code refers to by position
   */
  record Emitted(List<byte[]> classes, Object[] constants) {}

  static Emitted emit(Plan plan, Partition partition) {
    List<Object> constants = new ArrayList<>();
    List<byte[]> classes = new ArrayList<>();
    for (int part = 0; part < partition.classes(); part++) {
      classes.add(new Emitter(plan, partition, part, constants).emit());
    }
    return new Emitted(classes, constants.toArray());
  }

  private byte[] emit() {
    writer.visit(V21, ACC_FINAL | ACC_SUPER, NAME, null, PART, null);
    constructor();
    int first = plan.nodes().size();
    int last = 0;
    for (Node node : plan.nodes()) {
      if (node.memo() && partition.ofNode(node.id()) == part) {
        first = Math.min(first, node.id());
        last = node.id() + 1;
        if (!(node.op() instanceof Op.Leaf)) {
          nodeMethod(node);
        }
      }
    }
    List<RulePlan> rules =
        plan.rules().stream().filter(rule -> partition.ofRule(rule.index()) == part).toList();
    rules.forEach(this::ruleMethod);
    dispatch("compute", "I", Math.min(first, last), last, this::computeCase);
    int firstRule = rules.isEmpty() ? 0 : rules.get(0).index();
    dispatch("tryRule", "V", firstRule, firstRule + rules.size(), this::ruleCase);
    sweeps("sweep", "chunk", rules, this::sweepChunk);
    sweeps("sweepByAtoms", "sieve", rules, this::sieveChunk);
    atoms(part == partition.classes() - 1 ? plan.atoms() : List.of());
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void constructor() {
    MethodVisitor method = writer.visitMethod(0, "<init>", "()V", null, null);
    method.visitCode();
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(INVOKESPECIAL, PART, "<init>", "()V", false);
    method.visitInsn(RETURN);
    end(method);
  }

  private static void end(MethodVisitor method) {
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private void nodeMethod(Node node) {
    MethodVisitor method = method("n" + node.id(), ON_FRAME + ")I");
    code(method).computeAndKeep(node);
    end(method);
  }

  private void ruleMethod(RulePlan rule) {
    MethodVisitor method = method("r" + rule.index(), ON_FRAME + ")V");
    code(method).tryRule(rule);
    end(method);
  }

  private NodeCode code(MethodVisitor method) {
    return new NodeCode(plan, method, constants, NAME, node -> partition.ofNode(node.id()) == part);
  }

  private MethodVisitor method(String name, String descriptor) {
    return writer.visitMethod(ACC_PRIVATE | ACC_STATIC, name, descriptor, null, null);
  }

  private interface Case {
    /**
     * Emits the code that handles {@code number}, with the frame and the number in locals 0 and 1,
     * and returns from the method.
     */
    void emit(MethodVisitor method, int number);
  }

  private void computeCase(MethodVisitor method, int number) {
    Node node = plan.nodes().get(number);
    method.visitVarInsn(ALOAD, 0);
    if (node.memo() && !(node.op() instanceof Op.Leaf)) {
      method.visitMethodInsn(INVOKESTATIC, NAME, "n" + number, ON_FRAME + ")I", false);
    } else {
      String reader = node.memo() ? "leaf" : "notKept";
      method.visitVarInsn(ILOAD, 1);
      method.visitMethodInsn(INVOKEVIRTUAL, FRAME, reader, "(I)I", false);
    }
    method.visitInsn(IRETURN);
  }

  private void ruleCase(MethodVisitor method, int number) {
    callRule(method, plan.rules().get(number));
    method.visitInsn(RETURN);
  }

  /**
   * A method of the frame and an int that switches over a range in chunks: {@code name} picks the
   * chunk, a numbered one the case.
   */
  private void dispatch(String name, String result, int from, int to, Case body) {
    int chunks = (to - from + CHUNK - 1) / CHUNK;
    String descriptor = ON_FRAME + "I)" + result;
    for (int chunk = 0; chunk < chunks; chunk++) {
      int first = from + chunk * CHUNK;
      MethodVisitor method = method(name + chunk, descriptor);
      method.visitCode();
      method.visitVarInsn(ILOAD, 1);
      choose(method, first, Math.min(to, first + CHUNK), number -> body.emit(method, number));
      end(method);
    }
    MethodVisitor method = writer.visitMethod(ACC_FINAL, name, descriptor, null, null);
    method.visitCode();
    method.visitVarInsn(ILOAD, 2);
    push(method, from);
    method.visitInsn(ISUB);
    push(method, CHUNK);
    method.visitInsn(IDIV);
    choose(
        method,
        0,
        chunks,
        chunk -> {
          method.visitVarInsn(ALOAD, 1);
          method.visitVarInsn(ILOAD, 2);
          method.visitMethodInsn(INVOKESTATIC, NAME, name + chunk, descriptor, false);
          method.visitInsn(result.equals("V") ? RETURN : IRETURN);
        });
    end(method);
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

  /**
   * A switch over groups of units; each tries the group's rules in this part that have no trigger,
   * in chunks.
   */
  private void sweeps(String name, String chunkName, List<RulePlan> rules, Chunk body) {
    List<List<Integer>> chunksOfGroup = new ArrayList<>();
    int next = 0;
    for (int group = 0; group < plan.atoms().size(); group++) {
      List<Integer> chunks = new ArrayList<>();
      List<RulePlan> untriggered = untriggered(rules, group);
      for (int from = 0; from < untriggered.size(); from += CHUNK) {
        MethodVisitor method = method(chunkName + next, ON_FRAME + ")V");
        method.visitCode();
        body.emit(
            method, group, untriggered.subList(from, Math.min(untriggered.size(), from + CHUNK)));
        method.visitInsn(RETURN);
        end(method);
        chunks.add(next++);
      }
      chunksOfGroup.add(chunks);
    }
    dispatch(
        name,
        "V",
        0,
        chunksOfGroup.size(),
        (method, group) -> {
          for (int chunk : chunksOfGroup.get(group)) {
            method.visitVarInsn(ALOAD, 0);
            method.visitMethodInsn(INVOKESTATIC, NAME, chunkName + chunk, ON_FRAME + ")V", false);
          }
          method.visitInsn(RETURN);
        });
  }

  private List<RulePlan> untriggered(List<RulePlan> rules, int group) {
    return rules.stream()
        .filter(rule -> rule.trigger() == null)
        .filter(rule -> plan.units().get(rule.unit()).atomGroup() == group)
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
    method.visitMethodInsn(INVOKESTATIC, NAME, "r" + rule.index(), ON_FRAME + ")V", false);
  }

  /** A switch over groups; each computes the group's atoms a word at a time. */
  private void atoms(List<AtomPlan> groups) {
    for (int group = 0; group < groups.size(); group++) {
      AtomPlan atoms = groups.get(group);
      for (int word = 0; word < atoms.words(); word++) {
        MethodVisitor method = method("atoms" + group + "_" + word, ON_FRAME + ")Z");
        code(method)
            .atoms(
                atoms.atoms().subList(word * 64, Math.min(atoms.atoms().size(), word * 64 + 64)),
                atoms.firstWord() + word);
        end(method);
      }
    }
    dispatch(
        "atoms",
        "Z",
        0,
        groups.size(),
        (method, group) -> {
          push(method, 1);
          for (int word = 0; word < groups.get(group).words(); word++) {
            method.visitVarInsn(ALOAD, 0);
            method.visitMethodInsn(
                INVOKESTATIC, NAME, "atoms" + group + "_" + word, ON_FRAME + ")Z", false);
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
