package dev.harrier.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrier.lang.RuleCompiler.Backend;
import dev.harrier.runtime.ingress.InputMapping;
import dev.harrier.runtime.ingress.TimeFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BundleTest {
  private static final String MAIN = "R = Rule(when_all=[True], description='r')\n";

  @Test
  void aProjectWithErrorsIsRejectedWithAllOfThem() throws Exception {
    Bundle.Outcome outcome =
        Bundle.compile(
            Rules.sources(Map.of("main.sml", "A = Nope()\nB = Nada()\n")), null, Backend.COMPILED);

    assertThat(outcome).isInstanceOf(Bundle.Rejected.class);
    assertThat(((Bundle.Rejected) outcome).diagnostics()).hasSize(2);
  }

  @Test
  void theVersionFollowsTheContent() throws Exception {
    Bundle one = Rules.bundle(Backend.COMPILED, Map.of("main.sml", MAIN));
    Bundle same = Rules.bundle(Backend.INTERPRETED, Map.of("main.sml", MAIN));
    Bundle other = Rules.bundle(Backend.COMPILED, Map.of("main.sml", MAIN + "\n"));

    assertThat(one.version()).startsWith("sha256:").isEqualTo(same.version());
    assertThat(other.version()).isNotEqualTo(one.version());
  }

  @Test
  void theInputSectionSaysWhereForeignObjectsKeepWhatAnEventNeeds() throws Exception {
    assertThat(input("id: $.a.id, time: $.at, time_format: epoch_ms, type: tweet"))
        .isEqualTo(
            new InputMapping(
                List.of("a", "id"), List.of("at"), TimeFormat.EPOCH_MS, "tweet", List.of()));
    assertThat(input("id: $.id, time: $.at, type_path: $.kind").typePath()).containsExactly("kind");
    assertThat(Rules.bundle(Backend.COMPILED, Map.of("main.sml", MAIN)).input()).isNull();
  }

  @Test
  void aWrongInputSectionIsRefusedWithWhatIsWrong() {
    refused("id: $.id, time: $.at", "`input.type` in `config.yaml` or `input.type_path` must be");
    refused(
        "id: id, time: $.at, type: t", "must be a path of names such as `$.user.id`, found `id`");
    refused("id: $.id, type: t", "`input.time` in `config.yaml` must be a path");
    refused("id: $.id, time: $.t, type: t, time_format: dawn", "is `dawn`, expected `iso`");
    refused("id: $.id, time: $.t, type: t, zone: x", "`input.zone` in `config.yaml` is not known");
  }

  private static InputMapping input(String fields) throws ProjectException {
    InputMapping mapping =
        Rules.bundle(
                Backend.INTERPRETED,
                Map.of("main.sml", MAIN, "config.yaml", "input: {" + fields + "}\n"))
            .input();
    assertThat(mapping).isNotNull();
    return mapping;
  }

  private static void refused(String fields, String message) {
    assertThatThrownBy(() -> input(fields))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(message);
  }
}
