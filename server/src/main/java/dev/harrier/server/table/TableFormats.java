package dev.harrier.server.table;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** What a file's name says about how to read it. */
final class TableFormats {
  private static final int BUFFER_BYTES = 1 << 16;

  private TableFormats() {}

  static TableReader open(Path file, Map<String, String> names) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String plain = name.replaceFirst("\\.(gz|xz|zst)$", "");
    String format = plain.substring(plain.lastIndexOf('.') + 1);
    return switch (format) {
      case "csv" -> delimited(file, name, ',', names);
      case "tsv", "tab" -> delimited(file, name, '\t', names);
      case "jsonl", "ndjson" -> new JsonLinesReader(file.toString(), bytes(file, name), names);
      case "parquet" -> ParquetReader.open(file, names);
      default ->
          throw new TableException(
              "`"
                  + file
                  + "` is no table by its name, expected .csv, .tsv, .jsonl, .ndjson or .parquet,"
                  + " with .gz, .xz or .zst after it or not");
    };
  }

  private static TableReader delimited(
      Path file, String name, char separator, Map<String, String> names) throws IOException {
    Reader text =
        new InputStreamReader(
            bytes(file, name),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    return DelimitedReader.open(file.toString(), text, separator, names);
  }

  /** The file's bytes, decompressed by the last part of its name. */
  static InputStream bytes(Path file, String name) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      return decompressed(raw, name);
    } catch (IOException e) {
      raw.close();
      throw new TableException(
          "`" + file + "` is not compressed as its name says: " + e.getMessage());
    }
  }

  private static InputStream decompressed(InputStream raw, String name) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(raw, BUFFER_BYTES);
    }
    if (name.endsWith(".xz")) {
      return new XZInputStream(raw);
    }
    return name.endsWith(".zst") ? new ZstdInputStream(raw).setContinuous(false) : raw;
  }
}
