package dev.harrier.runtime.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * A store in a folder, on RocksDB: one column family a space, one write-ahead log for all, so that
 * a batch over several spaces is atomic.
 *
 * <p>A batch committed {@code durable} is in the log and the log is on the disk when {@link
 * #commit} returns; others follow with the next durable one or {@link #sync}. Opening after a crash
 * replays the log up to the last whole batch. Memory is bounded by {@link Settings#memoryBytes}:
 * read cache, write buffers, and the indices of the files share it.
 *
 * <p>A folder belongs to one process at a time. Layout: {@code LOCK-HARRIER} (who has it), {@code
 * db/} (RocksDB's own), {@code native/} (its library, extracted anew at each start).
 */
public final class RocksStore implements Store {
  /** Version of what stands in a folder; others are refused. */
  public static final int FORMAT = 1;

  private static final byte[] FORMAT_KEY = {0, 'f', 'o', 'r', 'm', 'a', 't'};
  private static final String DEFAULT_FAMILY = "default";

  private final FolderLock folderLock;
  private final Path folder;
  private final RocksDB db;
  private final Map<Space, ColumnFamilyHandle> families = new EnumMap<>(Space.class);

  /** Numbers of the families, by space. */
  private final int[] numbers = new int[Space.values().length];

  /** What has to be closed, in order. */
  private final List<AutoCloseable> owned = new ArrayList<>();

  private final WriteOptions durably = new WriteOptions().setSync(true);
  private final WriteOptions quickly = new WriteOptions().setSync(false);

  /** Held for reading by whoever uses the database, for writing by whoever closes it. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * @param memoryBytes bound of read cache and write buffers together
   */
  public record Settings(long memoryBytes) {
    /** 256 MB. */
    public static final Settings DEFAULT = new Settings(256L << 20);

    public Settings {
      if (memoryBytes < 16L << 20) {
        throw new IllegalArgumentException(
            "a store needs at least 16 MB of memory, found " + memoryBytes + " bytes");
      }
    }
  }

  private RocksStore(
      FolderLock folderLock,
      Path folder,
      RocksDB db,
      List<ColumnFamilyHandle> handles,
      List<? extends AutoCloseable> owned) {
    this.folderLock = folderLock;
    this.folder = folder;
    this.db = db;
    this.owned.addAll(handles);
    this.owned.add(db);
    this.owned.addAll(owned);
    for (Space space : Space.values()) {
      families.put(space, handles.get(space.ordinal() + 1));
      numbers[space.ordinal()] = handles.get(space.ordinal() + 1).getID();
    }
  }

  /**
   * Opens the store in a folder, or begins one.
   *
   * @throws StoreException the folder cannot be used: it is another process's, not to be written,
   *     damaged, or of another version; the message says which, and what can be done
   */
  public static RocksStore open(Path folder, Settings settings) {
    FolderLock lock = FolderLock.take(folder);
    try {
      load(folder);
      RocksStore store = open(lock, folder, settings);
      try {
        store.checkFormat();
      } catch (StoreException e) {
        store.close();
        throw e;
      }
      return store;
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static boolean loaded;

  /** The library lies in the folder, so that a killed process leaves nothing elsewhere. */
  private static synchronized void load(Path folder) {
    if (loaded) {
      return;
    }
    try {
      Path place = Files.createDirectories(folder.resolve("native"));
      NativeLibraryLoader.getInstance().loadLibrary(place.toString());
      loaded = true;
    } catch (IOException e) {
      throw new StoreException(
          "the storage library cannot be put into `"
              + folder.resolve("native")
              + "`: "
              + e.getMessage(),
          e);
    }
  }

  private static RocksStore open(FolderLock lock, Path folder, Settings settings) {
    Path place = folder.resolve("db");
    Cache cache = new LRUCache(settings.memoryBytes());
    WriteBufferManager buffers = new WriteBufferManager(settings.memoryBytes() / 4, cache);
    BloomFilter filter = new BloomFilter(10, false);
    List<RocksObject> owned = new ArrayList<>();
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(descriptor(DEFAULT_FAMILY, options(Space.META, cache, filter), owned));
    for (Space space : Space.values()) {
      descriptors.add(descriptor(name(space), options(space, cache, filter), owned));
    }
    DBOptions options = options(settings, buffers);
    owned.addAll(List.of(options, buffers, cache, filter));
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      Files.createDirectories(place);
      RocksDB db = RocksDB.open(options, place.toString(), descriptors, handles);
      return new RocksStore(lock, folder, db, handles, owned);
    } catch (RocksDBException e) {
      owned.forEach(RocksObject::close);
      throw failure("the store in `" + folder + "` cannot be opened", e);
    } catch (IOException e) {
      owned.forEach(RocksObject::close);
      throw new StoreException(
          "`" + place + "` cannot be made: " + e.getMessage() + "; choose a folder to write to", e);
    }
  }

  private static DBOptions options(Settings settings, WriteBufferManager buffers) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setParanoidChecks(true)
        // A torn last record is a crash; damage before it is told.
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setMaxTotalWalSize(settings.memoryBytes())
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(512)
        .setBytesPerSync(1 << 20)
        .setWriteBufferManager(buffers)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2);
  }

  private static ColumnFamilyDescriptor descriptor(
      String name, ColumnFamilyOptions options, List<RocksObject> owned) {
    owned.add(options);
    return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options);
  }

  private static String name(Space space) {
    return space.name().toLowerCase(Locale.ROOT);
  }

  /** Rows that are written once and read rarely are packed tightly; states are found by key. */
  private static ColumnFamilyOptions options(Space space, Cache cache, BloomFilter filter) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFilterPolicy(filter);
    boolean rows = space == Space.LOG || space == Space.LEDGER;
    table.setBlockSize(rows ? 32 << 10 : 4 << 10);
    return new ColumnFamilyOptions()
        .setTableFormatConfig(table)
        .setLevelCompactionDynamicLevelBytes(true)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setBottommostCompressionType(
            rows ? CompressionType.ZSTD_COMPRESSION : CompressionType.LZ4_COMPRESSION);
  }

  private void checkFormat() {
    byte[] format = get(Space.META, FORMAT_KEY);
    if (format == null) {
      Batch batch = batch();
      batch.put(Space.META, FORMAT_KEY, new byte[] {FORMAT});
      commit(batch, true);
    } else if (format.length != 1 || format[0] != FORMAT) {
      throw new StoreException(
          "`%s` is of format %d, this version reads format %d; use the version that wrote it"
              .formatted(folder, format.length == 0 ? 0 : format[0], FORMAT),
          null);
    }
  }

  private interface Use<T extends @Nullable Object> {
    T apply() throws RocksDBException;
  }

  private <T extends @Nullable Object> T using(String what, Use<T> use) {
    this.use.readLock().lock();
    try {
      if (closed) {
        throw new StoreException("the store in `" + folder + "` is closed", null);
      }
      return use.apply();
    } catch (RocksDBException e) {
      throw failure("`" + folder + "`: " + what + " failed", e);
    } finally {
      this.use.readLock().unlock();
    }
  }

  private static StoreException failure(String what, RocksDBException e) {
    Status status = e.getStatus();
    String said = String.valueOf(e.getMessage());
    String advice;
    if (said.contains("No space left") || said.contains("Disk quota") || noSpace(status)) {
      advice = "the disk is full: make room and start again; nothing acknowledged is lost";
    } else if (said.contains("Read-only") || said.contains("Permission denied")) {
      advice = "it may not be written: check its permissions and the file system";
    } else if (status != null && status.getCode() == Status.Code.Corruption) {
      advice =
          "a file is damaged: restore the folder from a backup, or replay the events into a new";
    } else {
      advice = "see the cause";
    }
    return new StoreException(what + ": " + said + "; " + advice, e);
  }

  private static boolean noSpace(@Nullable Status status) {
    return status != null && status.getSubCode() == Status.SubCode.NoSpace;
  }

  private ColumnFamilyHandle family(Space space) {
    ColumnFamilyHandle handle = families.get(space);
    if (handle == null) {
      throw new IllegalArgumentException("no space " + space);
    }
    return handle;
  }

  @Override
  public byte @Nullable [] get(Space space, byte[] key) {
    return using("reading", () -> db.get(family(space), key));
  }

  @Override
  public Cursor scan(Space space, byte @Nullable [] from, byte @Nullable [] to) {
    return using("reading", () -> new Walk(space, from, to, true));
  }

  @Override
  public Cursor scanBackwards(Space space, byte @Nullable [] from, byte @Nullable [] to) {
    return using("reading", () -> new Walk(space, from, to, false));
  }

  @Override
  public Batch batch() {
    return new Changes();
  }

  @Override
  public void commit(Batch batch, boolean durable) {
    Changes changes = (Changes) batch;
    using(
        "writing",
        () -> {
          try (WriteBatch write = new WriteBatch(changes.whole())) {
            db.write(durable ? durably : quickly, write);
            return true;
          }
        });
  }

  @Override
  public void sync() {
    using(
        "writing",
        () -> {
          db.syncWal();
          return true;
        });
  }

  /** Bytes of the files of a space, by RocksDB's estimate. */
  public long bytes(Space space) {
    return using("asking", () -> db.getLongProperty(family(space), "rocksdb.total-sst-files-size"));
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try {
        db.syncWal();
      } catch (RocksDBException e) {
        throw failure("`" + folder + "`: closing failed", e);
      } finally {
        release();
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private void release() {
    owned.add(durably);
    owned.add(quickly);
    owned.add(folderLock);
    for (AutoCloseable each : owned) {
      try {
        each.close();
      } catch (Exception e) {
        throw new StoreException("`" + folder + "`: closing failed", e);
      }
    }
  }

  /**
   * Changes in the form in which RocksDB keeps a batch, in memory and in its write-ahead log: eight
   * bytes for a sequence number, the number of changes in four, then for each change its kind, the
   * family's number, the key and, if it is put, the value, each behind its length (write_batch.cc).
   * Handed over in one call; a call for each change took longer than the change.
   */
  private final class Changes implements Batch {
    private static final int HEADER = 12;
    private static final int COUNT = 8;
    private static final int DELETION = 4;
    private static final int VALUE = 5;

    private byte[] rep = new byte[1 << 10];
    private int size = HEADER;
    private int count;

    @Override
    public void put(Space space, byte[] key, byte[] value) {
      begin(VALUE, space, key.length + value.length);
      bytes(key);
      bytes(value);
    }

    @Override
    public void delete(Space space, byte[] key) {
      begin(DELETION, space, key.length);
      bytes(key);
    }

    private void begin(int kind, Space space, int content) {
      int room = Math.addExact(size, Math.addExact(content, 1 + 3 * 5));
      if (room > rep.length) {
        rep = Arrays.copyOf(rep, Math.max(room, 2 * rep.length));
      }
      rep[size++] = (byte) kind;
      number(numbers[space.ordinal()]);
      count++;
    }

    private void bytes(byte[] content) {
      number(content.length);
      System.arraycopy(content, 0, rep, size, content.length);
      size += content.length;
    }

    /** Seven bits a byte, the lowest first. */
    private void number(int value) {
      int rest = value;
      while (rest >= 0x80) {
        rep[size++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      rep[size++] = (byte) rest;
    }

    byte[] whole() {
      for (int i = 0; i < Integer.BYTES; i++) {
        rep[COUNT + i] = (byte) (count >>> 8 * i);
      }
      return Arrays.copyOf(rep, size);
    }

    @Override
    public int size() {
      return count;
    }
  }

  /** A walk over a snapshot. */
  private final class Walk implements Cursor {
    private final boolean forwards;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final @Nullable Slice lower;
    private final @Nullable Slice upper;
    private final RocksIterator iterator;
    private boolean begun;
    private boolean open = true;

    Walk(Space space, byte @Nullable [] from, byte @Nullable [] to, boolean forwards) {
      this.forwards = forwards;
      snapshot = db.getSnapshot();
      options = new ReadOptions().setSnapshot(snapshot);
      lower = from == null ? null : new Slice(from);
      upper = to == null ? null : new Slice(to);
      if (lower != null) {
        options.setIterateLowerBound(lower);
      }
      if (upper != null) {
        options.setIterateUpperBound(upper);
      }
      iterator = db.newIterator(family(space), options);
    }

    @Override
    public boolean next() {
      return using(
          "reading",
          () -> {
            move();
            boolean valid = iterator.isValid();
            if (!valid) {
              iterator.status();
            }
            return valid;
          });
    }

    private void move() {
      if (begun) {
        if (iterator.isValid()) {
          step();
        }
      } else if (forwards) {
        iterator.seekToFirst();
      } else {
        iterator.seekToLast();
      }
      begun = true;
    }

    private void step() {
      if (forwards) {
        iterator.next();
      } else {
        iterator.prev();
      }
    }

    @Override
    public byte[] key() {
      return using("reading", () -> here().key());
    }

    @Override
    public byte[] value() {
      return using("reading", () -> here().value());
    }

    private RocksIterator here() {
      if (!begun || !iterator.isValid()) {
        throw new NoSuchElementException();
      }
      return iterator;
    }

    @Override
    public void close() {
      use.readLock().lock();
      try {
        if (!open || closed) {
          return;
        }
        open = false;
        iterator.close();
        options.close();
        db.releaseSnapshot(snapshot);
        if (lower != null) {
          lower.close();
        }
        if (upper != null) {
          upper.close();
        }
      } finally {
        use.readLock().unlock();
      }
    }
  }
}
