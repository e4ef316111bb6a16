package dev.harrier.server.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TableReaderTest {
  private static final String ROWS = "id,text\n1,\"a \"\"b\"\",\nc\"\n2,\n";

  @TempDir private Path folder;

  @Test
  void quotedFieldsHoldQuotesSeparatorsAndLineBreaks() throws IOException {
    Table table = Table.read(file("t.csv", ROWS));

    assertThat(table.column("text")).containsExactly("a \"b\",\nc", null);
  }

  @Test
  void carriageReturnsAndByteOrderMarksAreNoContent() throws IOException {
    Table table = Table.read(file("t.csv", "\ufeffid,text\r\n1,\"x\"\r\n2,y"));

    assertThat(table.column("id")).containsExactly("1", "2");
    assertThat(table.column("text")).containsExactly("x", "y");
  }

  @Test
  void tabsSeparateInTsv() throws IOException {
    assertThat(Table.read(file("t.tsv", "a\tb\n1\t2,3\n")).column("b")).containsExactly("2,3");
  }

  @Test
  void everyCompressionIsRead() throws IOException {
    Path gz = folder.resolve("t.csv.gz");
    Path xz = folder.resolve("t.csv.xz");
    Path zst = folder.resolve("t.csv.zst");
    write(new GZIPOutputStream(Files.newOutputStream(gz)));
    write(new XZOutputStream(Files.newOutputStream(xz), new LZMA2Options(1)));
    write(new ZstdOutputStream(Files.newOutputStream(zst)));

    for (Path file : new Path[] {gz, xz, zst}) {
      assertThat(Table.read(file).column("id")).as("%s", file).containsExactly("1", "2");
    }
  }

  private static void write(OutputStream out) throws IOException {
    try (out) {
      out.write(ROWS.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void jsonLinesKeepTheirSpelling() throws IOException {
    String lines =
        "{\"id\":12345678901234567890,\"n\":1.50,\"x\":null}\n\n{\"id\":\"b\",\"l\":[1]}\n";
    Table table = Table.read(file("t.jsonl", lines));

    assertThat(table.column("id")).containsExactly("12345678901234567890", "b");
    assertThat(table.column("x")).containsExactly(null, null);
    assertThat(table.column("l")).containsExactly(null, "[1]");
  }

  @Test
  void parquetIsRead() throws Exception {
    Path file = folder.resolve("t.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (select 1 as id, 'x' as text union all select 2, null order by id) to '"
              + file
              + "' (format parquet)");
    }
    Table table = Table.read(file);

    assertThat(table.column("id")).containsExactly("1", "2");
    assertThat(table.column("text")).containsExactly("x", null);
  }

  @Test
  void columnsAreRenamed() throws IOException {
    Table table = Table.read(file("t.csv", ROWS), Map.of("text", "body"), name -> true);

    assertThat(table.column("body")).hasSize(2);
  }

  @Test
  void renamingAColumnThatIsNotThereIsAnError() throws IOException {
    Path file = file("t.csv", ROWS);

    assertThatThrownBy(() -> TableReader.open(file, Map.of("words", "text")))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("has no column `words` to rename, it has `id`, `text`");
  }

  @Test
  void aRowOfAnotherLengthNamesItsLine() throws IOException {
    Path file = file("t.csv", "a,b\n1,\"x\ny\"\n1,2,3\n");

    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("line 4: a row of 3 fields, the header has 2");
  }

  @Test
  void bytesThatAreNotUtf8AreAnError() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.write(file, "a,b\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("bytes that are not UTF-8, convert the file first");
  }

  @Test
  void aQuoteThatIsNeverClosedIsAnError() throws IOException {
    Path file = file("t.csv", "a,b\n1,\"x\n");

    assertThatThrownBy(() -> Table.read(file))
        .hasMessageContaining("line 2: a quote that is never closed");
  }

  @Test
  void anEmptyFileAndAnUnknownNameAreErrors() throws IOException {
    Path empty = file("t.csv", "");
    Path unknown = file("t.doc", "x");

    assertThatThrownBy(() -> Table.read(empty)).hasMessageContaining("is empty, expected a header");
    assertThatThrownBy(() -> Table.read(unknown)).hasMessageContaining("is no table by its name");
  }

  @Test
  void aFileThatIsNotCompressedAsItsNameSaysIsAnError() throws IOException {
    Path file = file("t.csv.gz", ROWS);

    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("is not compressed as its name says");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
