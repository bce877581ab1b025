package io.tributary.standalone.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Arrows between modules point one way: schemas &lt;- promql &lt;- {streams, hub}; schemas &lt;-
 * {gateway, sink}; standalone sees all. gateway, streams and sink meet in the topics only.
 */
class ModuleArrowsTest {
  private static final String BASE = "io.tributary.";

  /** For each module, those that it may see, in its pom and in its code; tests may see testkit. */
  private static final Map<String, Set<String>> MAY_SEE =
      Map.of(
          "schemas", Set.of(),
          "testkit", Set.of("schemas"),
          "promql", Set.of("schemas"),
          "gateway", Set.of("schemas"),
          "streams", Set.of("schemas", "promql"),
          "sink", Set.of("schemas"),
          "hub", Set.of("schemas", "promql"),
          "standalone", Set.of("schemas", "promql", "gateway", "streams", "sink", "hub"),
          "bench", Set.of("schemas", "promql", "gateway", "streams", "sink", "hub", "standalone"));

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.tributary</groupId>\\s*<artifactId>([a-z0-9-]+)</artifactId>(?!\\s*(?:<type>test-jar</type>\\s*)?<scope>test</scope>)");

  @Test
  void everyModule_hasItsPlace() {
    assertThat(MAY_SEE.keySet())
        .as("a new module must be entered here with what it may see")
        .containsAll(Sources.modules());
  }

  @Test
  void poms_pointTheRightWay() {
    for (String module : Sources.modules()) {
      String pom = Sources.read(Sources.root().resolve(module).resolve("pom.xml"));
      List<String> seen =
          DEPENDENCY.matcher(pom).results().map(m -> m.group(1)).distinct().toList();
      Set<String> allowed = new TreeSet<>(MAY_SEE.getOrDefault(module, Set.of()));
      assertThat(allowed).as("what %s/pom.xml may depend on", module).containsAll(seen);
    }
  }

  @Test
  void classes_pointTheRightWay() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tributary");
    assertThat(classes).as("classes of this project on the class path").hasSizeGreaterThan(20);
    for (String module : MAY_SEE.keySet()) {
      Set<String> allowed = MAY_SEE.getOrDefault(module, Set.of());
      noClasses()
          .that(describe("are in " + module, type -> moduleOf(type).equals(module)))
          .should()
          .dependOnClassesThat(
              describe(
                  "are in a module that " + module + " must not see",
                  type ->
                      !moduleOf(type).isEmpty()
                          && !moduleOf(type).equals(module)
                          && !allowed.contains(moduleOf(type))))
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  /** The module of a class of ours, else empty. */
  private static String moduleOf(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(BASE)) {
      return "";
    }
    String rest = name.substring(BASE.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
