package io.tributary.hub.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PostingsTest {
  private final Random random = new Random(3);

  @Test
  void algebra_isThatOfSets() {
    for (int round = 0; round < 2000; round++) {
      Set<Integer> a = anySet();
      Set<Integer> b = anySet();
      TreeSet<Integer> both = new TreeSet<>(a);
      both.retainAll(b);
      TreeSet<Integer> difference = new TreeSet<>(a);
      difference.removeAll(b);
      TreeSet<Integer> either = new TreeSet<>(a);
      either.addAll(b);

      assertThat(Postings.intersect(array(a), array(b))).isEqualTo(array(both));
      assertThat(Postings.subtract(array(a), array(b))).isEqualTo(array(difference));
      assertThat(Postings.union(List.of(array(a), array(b)))).isEqualTo(array(either));
    }
  }

  @Test
  void union_ofNothing_isEmpty() {
    assertThat(Postings.union(List.of())).isEmpty();
  }

  @Test
  void arguments_stayAsTheyAre() {
    int[] a = {1, 5, 9};
    int[] b = {5, 6};
    List<int[]> lists = new ArrayList<>(List.of(a, b));
    Postings.union(lists);
    Postings.intersect(a, b);
    Postings.subtract(a, b);

    assertThat(a).containsExactly(1, 5, 9);
    assertThat(b).containsExactly(5, 6);
  }

  private Set<Integer> anySet() {
    TreeSet<Integer> set = new TreeSet<>();
    int size = random.nextInt(random.nextBoolean() ? 4 : 200);
    int range = 1 + random.nextInt(400);
    for (int i = 0; i < size; i++) {
      set.add(random.nextInt(range));
    }
    return set;
  }

  private static int[] array(Set<Integer> set) {
    return Arrays.copyOf(set.stream().mapToInt(i -> i).toArray(), set.size());
  }
}
