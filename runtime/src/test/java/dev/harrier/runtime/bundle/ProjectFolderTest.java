package dev.harrier.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectFolderTest {
  @TempDir private Path folder;

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aProjectIsItsRulesConfigurationListsAndTests() throws Exception {
    write("main.sml", "A = 1 + 1\n");
    write("rules/deep/down/a.sml", "B = 2 + 2\n");
    write("config/labels.yaml", "labels: {}\n");
    write("config/deep/not.yaml", "x: 1\n");
    write("config.yaml", "dialect: strict\n");
    write("lists/words.yaml", "[a]\n");
    write("tests/a.test.yaml", "[]\n");
    write("tests/notes.yaml", "[]\n");
    write(".git/b.sml", "not ours");
    write("README.md", "# words");

    ProjectFolder.Content content = ProjectFolder.read(folder);

    assertThat(content.sources().rules().keySet())
        .containsExactly("main.sml", "rules/deep/down/a.sml");
    assertThat(content.sources().config().keySet())
        .containsExactly("config.yaml", "config/labels.yaml");
    assertThat(content.sources().lists().keySet()).containsExactly("lists/words.yaml");
    assertThat(content.tests().keySet()).containsExactly("tests/a.test.yaml");
    assertThat(content.sources().rules().get("main.sml").text()).isEqualTo("A = 1 + 1\n");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws Exception {
    write("main.sml", "\ufeffA = 1 + 1\n");

    assertThat(ProjectFolder.read(folder).sources().rules().get("main.sml").text())
        .isEqualTo("A = 1 + 1\n");
  }

  @Test
  void aFolderThatDoesNotExistIsNamed() {
    refused(folder.resolve("nowhere"), "nowhere` does not exist, expected a project's folder");
  }

  @Test
  void aFileIsNoProject() throws Exception {
    refused(
        write("main.sml", "A = 1 + 1\n"), "main.sml` is a file, expected the folder that holds");
  }

  @Test
  void aFolderWithoutEntrySaysWhatItHolds() throws Exception {
    refused(folder, "is not a project: found no `*.sml` file but no `main.sml`");
    write("sub/main.sml", "A = 1 + 1\n");
    refused(folder, "found 1 `*.sml` files, such as `sub/main.sml`,");
    refused(folder, "sub` has one");
  }

  @Test
  void bytesThatAreNotUtf8AreShownWithTheirLine() throws Exception {
    Files.write(folder.resolve("main.sml"), new byte[] {'A', '\n', 'B', '\n', (byte) 0xff, '\n'});

    refused(folder, "main.sml` is not UTF-8: found byte 0xff in line 3");
  }

  @Test
  void aCharacterCutOffAtTheEndIsNotUtf8() throws Exception {
    Files.write(folder.resolve("main.sml"), new byte[] {'A', '\n', (byte) 0xe2, (byte) 0x82});

    refused(folder, "main.sml` is not UTF-8: found byte 0xe2 in line 2");
  }

  @Test
  void aConfigurationWithTheWrongEndingIsNotPassedOverInSilence() throws Exception {
    write("main.sml", "A = 1 + 1\n");
    write("config/labels.yml", "labels: {}\n");

    refused(folder, "labels.yml` is not read: its name must end with `.yaml`");
  }

  @Test
  void aProjectHasAtMost64MiB() throws Exception {
    write("main.sml", "A = 1 + 1\n");
    for (int i = 0; i < 3; i++) {
      sparse(folder.resolve("big" + i + ".sml"), ProjectFolder.MAX_BYTES / 2);
    }

    refused(folder, "is too large: a project has at most 64 MiB");
  }

  private static void sparse(Path file, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size - 1);
    }
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws Exception {
    Path file = write("main.sml", "A = 1 + 1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "this user may read everything");

    refused(folder, "main.sml` may not be read: permission denied");
  }

  @Test
  void aLinkToAFolderAboveIsSaidNotFollowedForEver() throws Exception {
    write("main.sml", "A = 1 + 1\n");
    Files.createSymbolicLink(folder.resolve("round"), folder);

    refused(folder, "round` is a link to a folder that contains it");
  }

  private static void refused(Path folder, String message) {
    assertThatThrownBy(() -> ProjectFolder.read(folder))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(message);
  }
}
