package dev.harrier.lang.type;

import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.FLOAT;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.NONE;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;
import static dev.harrier.lang.type.Type.optional;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harrier.lang.type.Compatibility.Fit;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompatibilityTest {
  private static final Type ENTITY = new Type.EntityOf(STR);

  @Test
  void anIntIsAFloatAndABoolIsNoInt() {
    assertThat(Compatibility.assignable(INT, FLOAT)).isTrue();
    assertThat(Compatibility.assignable(FLOAT, INT)).isFalse();
    assertThat(Compatibility.assignable(BOOL, INT)).isFalse();
  }

  @Test
  void everyMemberOfAUnionMustBeAcceptable() {
    assertThat(Compatibility.assignable(STR, optional(STR))).isTrue();
    assertThat(Compatibility.assignable(optional(STR), STR)).isFalse();
    assertThat(Compatibility.assignable(optional(INT), optional(FLOAT))).isTrue();
  }

  @Test
  void listsAndEntitiesAreCovariant() {
    assertThat(Compatibility.assignable(listOf(INT), listOf(FLOAT))).isTrue();
    assertThat(Compatibility.assignable(listOf(STR), listOf(FLOAT))).isFalse();
    assertThat(Compatibility.assignable(ENTITY, new Type.EntityOf(INT))).isFalse();
  }

  @Test
  void anyGoesWithEverything() {
    assertThat(Compatibility.assignable(ANY, STR)).isTrue();
    assertThat(Compatibility.assignable(listOf(ANY), listOf(STR))).isTrue();
  }

  @Test
  void anObjectStandsForItsPlainFormButNotInsideAList() {
    assertThat(Compatibility.fit(ENTITY, STR)).isEqualTo(Fit.UNWRAPPED);
    assertThat(Compatibility.fit(Type.Special.RULE, BOOL)).isEqualTo(Fit.UNWRAPPED);
    assertThat(Compatibility.fit(Type.Special.TIME_DELTA, INT)).isEqualTo(Fit.NONE);
    assertThat(Compatibility.fit(Type.Special.EXPERIMENT, listOf(STR))).isEqualTo(Fit.UNWRAPPED);
    assertThat(Compatibility.fit(listOf(Type.Special.RULE), listOf(BOOL))).isEqualTo(Fit.NONE);
    assertThat(Compatibility.fit(ENTITY, ENTITY)).isEqualTo(Fit.DIRECT);
  }

  @Test
  void withoutNoneAUnionOfOneIsThatType() {
    assertThat(Compatibility.withoutNone(optional(INT))).isEqualTo(INT);
    assertThat(Compatibility.withoutNone(NONE)).isEqualTo(NONE);
    assertThat(Compatibility.union(List.of(STR, STR))).isEqualTo(STR);
  }

  @Test
  void typesAreSpelledAsHintsSpellThem() {
    assertThat(TypeText.of(optional(INT))).isEqualTo("int | None");
    assertThat(TypeText.of(listOf(ENTITY))).isEqualTo("list[Entity[str]]");
    assertThat(TypeText.of(Type.Special.TIME_DELTA)).isEqualTo("TimeDeltaT");
    assertThat(TypeText.of(new Type.Variable("T"))).isEqualTo("~T");
  }

  @Test
  void onlyAPlainTypeIsSpelledAsAPythonClass() {
    assertThat(TypeText.python(STR)).isEqualTo("<class 'str'>");
    assertThat(TypeText.python(NONE)).isEqualTo("<class 'NoneType'>");
    assertThat(TypeText.python(listOf(BOOL))).isEqualTo("list[bool]");
    assertThat(TypeText.python(listOf(ENTITY)))
        .isEqualTo("list[osprey.engine.language_types.entities.EntityT[str]]");
  }
}
