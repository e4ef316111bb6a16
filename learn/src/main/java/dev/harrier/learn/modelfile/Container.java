package dev.harrier.learn.modelfile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The ZIP around the entries: stored, in one order, at one time. */
final class Container {
  /** The first moment that a ZIP can say. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int MOST_ENTRIES = 64;

  private Container() {}

  static byte[] write(Map<String, byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        byte[] bytes = entry.getValue();
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry head = new ZipEntry(entry.getKey());
        head.setTimeLocal(TIME);
        head.setSize(bytes.length);
        head.setCompressedSize(bytes.length);
        head.setCrc(sum.getValue());
        zip.putNextEntry(head);
        zip.write(bytes);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return out.toByteArray();
  }

  static Map<String, byte[]> read(byte[] bytes) throws ModelFileException {
    if (bytes.length > ModelFile.LARGEST) {
      throw new ModelFileException(
          bytes.length + " bytes, a model file has at most " + ModelFile.LARGEST);
    }
    if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
      throw new ModelFileException("not a model file: it does not begin as a ZIP does");
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        // Stored entries cannot be larger than the file; a packed one may not grow beyond the
        // bound.
        byte[] content = zip.readNBytes(ModelFile.LARGEST + 1);
        if (content.length > ModelFile.LARGEST || entries.size() == MOST_ENTRIES) {
          throw new ModelFileException("model file is damaged: its entries are too large or many");
        }
        entries.put(entry.getName(), content);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFileException(
          "model file is damaged after " + entries.keySet() + ": " + e.getMessage());
    }
    return entries;
  }

  /** Refuses a file that is not byte for byte what its entries are written as. */
  static void requireWhole(byte[] bytes, Map<String, byte[]> entries) throws ModelFileException {
    byte[] canonical = write(entries);
    int at = Arrays.mismatch(bytes, canonical);
    if (at >= 0) {
      throw new ModelFileException(
          "model file is damaged at byte "
              + at
              + " of "
              + bytes.length
              + ": it is not as this program writes its "
              + entries.size()
              + " entries");
    }
  }
}
