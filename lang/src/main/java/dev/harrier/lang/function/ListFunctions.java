package dev.harrier.lang.function;

import static dev.harrier.lang.function.FunctionBuilder.function;
import static dev.harrier.lang.type.Type.ANY;
import static dev.harrier.lang.type.Type.BOOL;
import static dev.harrier.lang.type.Type.INT;
import static dev.harrier.lang.type.Type.STR;
import static dev.harrier.lang.type.Type.listOf;

import dev.harrier.event.Event;
import dev.harrier.lang.value.Comparison;
import dev.harrier.lang.value.EntityValue;
import dev.harrier.lang.value.NodeFailure;
import dev.harrier.lang.value.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of values. */
public final class ListFunctions {
  static final List<Function> ALL =
      List.of(
          function("ListLength", INT, "Returns the number of items of a list.")
              .takes("list", listOf(ANY), "the list")
              .costs(3)
              .example("ListLength(list=[1, 2])", "2")
              .code(ListFunctions.class),
          function(
                  "ListSort",
                  listOf(ANY),
                  "Returns the items in order. Items that have no order among them are a counted"
                      + " failure.")
              .takes("list", listOf(ANY), "the list")
              .optional("reverse", BOOL, false, "whether the greatest comes first")
              .costs(300)
              .example("ListSort(list=[3, 1, 2])", "[1, 2, 3]")
              .example("ListSort(list=['a', 'b'], reverse=True)", "['b', 'a']")
              .code(ListFunctions.class),
          function(
                  "ListRead", STR, "Returns an item of a list, as text. Fails where there is none.")
              .takes("list", listOf(ANY), "the list")
              .optional("index", INT, 0L, "which item, from 0; from the end if negative")
              .costs(10)
              .example("ListRead(list=['a', 'b'], index=-1)", "'b'")
              .example("ListRead(list=[True])", "'True'")
              .example("ListRead(list=['a'], index=1)", "fails")
              .code(ListFunctions.class),
          function(
                  "ConcatStringLists",
                  listOf(STR),
                  "Returns the items of several lists in one. Absent items and lists are left out.")
              .takes("lists", listOf(ANY), "lists of texts")
              .optional("optional_lists", listOf(ANY), List.of(), "lists that may be absent")
              .costs(100)
              .example("ConcatStringLists(lists=[['a'], ['b', 'c']])", "['a', 'b', 'c']")
              .code(ListFunctions.class),
          function(
                  "JsonList",
                  listOf(STR),
                  "Returns all matches of a path in the event's data, as texts, in order.")
              .constant("path", STR, "a path such as `$.links[*].url`")
              .readsEvent()
              .costs(300)
              .prepares(ListFunctions::path)
              .example("JsonList(path='$.links[*].url')", "['https://a.com', 'https://b.com']")
              .code(ListFunctions.class));

  private ListFunctions() {}

  private static Object path(Map<String, @Nullable Object> constants, Function.CallSite site)
      throws Function.BadArgument {
    JsonMatches path = JsonMatches.parsed(new Constants(constants).text("path"));
    if (path == null) {
      throw new Function.BadArgument(
          "path",
          "failed to validate argument `path` for `JsonList(...)`",
          "expected a path of names, places and `[*]`, such as `$.links[*].url`");
    }
    return path;
  }

  public static List<?> jsonList(EventContext context, JsonMatches path) {
    Event event = context.event();
    return event.data() == Event.ABSENT
        ? List.of()
        : Collections.unmodifiableList(path.of(event.document(), event.data()));
  }

  public static long listLength(List<?> list) {
    return list.size();
  }

  /** Stable in both directions, as Python's. */
  public static List<?> listSort(List<?> list, boolean reverse) {
    Object[] items = list.toArray();
    if (items.length < 2) {
      return list;
    }
    if (reverse) {
      Collections.reverse(Arrays.asList(items));
    }
    Arrays.sort(items, ListFunctions::order);
    if (reverse) {
      Collections.reverse(Arrays.asList(items));
    }
    return Collections.unmodifiableList(Arrays.asList(items));
  }

  /**
   * Python's {@code <}, both ways; NaN has no place of its own and stays where the sort leaves it.
   */
  private static int order(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Double x && x.isNaN() || b instanceof Double y && y.isNaN()) {
      return 0;
    }
    if (a instanceof EntityValue x && b instanceof EntityValue y) {
      int byType = Comparison.compareText(x.type(), y.type());
      return byType != 0 ? byType : Comparison.order("<", x.id(), y.id());
    }
    return Comparison.order("<", a, b);
  }

  /**
   * Whatever the index is, if it is no place in the list the failure is silent: None and ints of
   * any size too.
   */
  public static String listRead(List<?> list, @Nullable Object index) {
    if (!(index instanceof Long place)) {
      throw NodeFailure.SILENT;
    }
    long at = place < 0 ? place + list.size() : place;
    if (at < 0 || at >= list.size()) {
      throw NodeFailure.SILENT;
    }
    return Text.str(list.get((int) at));
  }

  public static List<?> concatStringLists(List<?> lists, List<?> optionalLists) {
    List<Object> all = new ArrayList<>();
    append(lists, all);
    append(optionalLists, all);
    return Collections.unmodifiableList(all);
  }

  private static void append(List<?> lists, List<Object> all) {
    for (Object list : lists) {
      if (list instanceof List<?> items) {
        for (Object item : items) {
          if (item != null) {
            all.add(item);
          }
        }
      }
    }
  }
}
