package io.tributary.standalone.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One folder for Kustomize, with what it leads to: enough of its rules to know that every file that
 * it names is there and that every change that it makes has something to change.
 */
record Kustomization(Path folder, JsonNode tree) {
  /** Those of Kustomize's keys that are used here. */
  private static final Set<String> KEYS =
      Set.of(
          "apiVersion",
          "kind",
          "namespace",
          "labels",
          "resources",
          "configMapGenerator",
          "generatorOptions",
          "images",
          "replicas",
          "patches");

  static Kustomization of(Path folder) {
    return new Kustomization(folder, Documents.one(folder.resolve("kustomization.yaml")));
  }

  /** The manifests, before this folder's own changes. */
  List<JsonNode> resources() {
    List<JsonNode> resources = new ArrayList<>();
    for (String name : Documents.texts(tree.path("resources"))) {
      Path path = folder.resolve(name).normalize();
      resources.addAll(Files.isDirectory(path) ? of(path).resources() : Documents.all(path));
    }
    return resources;
  }

  /** Names of all generated ConfigMaps, those of the folders below included. */
  Set<String> configMaps() {
    Set<String> names = new TreeSet<>();
    for (String name : Documents.texts(tree.path("resources"))) {
      Path path = folder.resolve(name).normalize();
      if (Files.isDirectory(path)) {
        names.addAll(of(path).configMaps());
      }
    }
    tree.path("configMapGenerator").forEach(map -> names.add(map.path("name").asText()));
    return names;
  }

  /** What is wrong with this folder and those that it leads to; empty where all is well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    tree.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                problems.add(folder + ": unknown key " + key);
              }
            });
    for (String name : Documents.texts(tree.path("resources"))) {
      Path path = folder.resolve(name).normalize();
      if (Files.isDirectory(path)) {
        problems.addAll(of(path).problems());
      } else if (!Files.isRegularFile(path)) {
        problems.add(folder + ": no resource " + name);
      }
    }
    tree.path("configMapGenerator").forEach(map -> checkGenerator(map, problems));
    List<JsonNode> resources = resources();
    for (JsonNode replicas : tree.path("replicas")) {
      String name = replicas.path("name").asText();
      if (resources.stream().noneMatch(r -> r.path("spec").has("replicas") && isNamed(r, name))) {
        problems.add(folder + ": replicas of " + name + ", which is not there");
      }
    }
    for (JsonNode image : tree.path("images")) {
      String name = image.path("name").asText();
      if (resources.stream().noneMatch(r -> hasImage(r, name))) {
        problems.add(folder + ": nothing uses the image " + name);
      }
    }
    tree.path("patches").forEach(patch -> checkPatch(patch, resources, problems));
    return problems;
  }

  private void checkGenerator(JsonNode map, List<String> problems) {
    for (String file : Documents.texts(map.path("files"))) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        problems.add(folder + ": no file " + file);
      }
    }
    boolean replaces = map.path("behavior").asText().equals("replace");
    boolean known =
        Documents.texts(tree.path("resources")).stream()
            .map(folder::resolve)
            .filter(Files::isDirectory)
            .anyMatch(f -> of(f.normalize()).configMaps().contains(map.path("name").asText()));
    if (replaces && !known) {
      problems.add(folder + ": replaces ConfigMap " + map.path("name") + ", which is not there");
    }
  }

  private void checkPatch(JsonNode patch, List<JsonNode> resources, List<String> problems) {
    if (patch.has("path")) {
      Path file = folder.resolve(patch.path("path").asText());
      if (!Files.isRegularFile(file)) {
        problems.add(folder + ": no patch " + file);
        return;
      }
      for (JsonNode document : Documents.all(file)) {
        Schemas.read(document);
        String name = document.at("/metadata/name").asText();
        if (resources.stream().noneMatch(r -> sameKind(r, document) && isNamed(r, name))) {
          problems.add(file + " changes " + name + ", which is not there");
        }
      }
    } else if (resources.stream().noneMatch(r -> sameKind(r, patch.path("target")))) {
      problems.add(folder + ": patches " + patch.path("target") + ", which is not there");
    }
  }

  private static boolean sameKind(JsonNode resource, JsonNode other) {
    return resource.path("kind").equals(other.path("kind"));
  }

  private static boolean isNamed(JsonNode resource, String name) {
    return resource.at("/metadata/name").asText().equals(name);
  }

  private static boolean hasImage(JsonNode resource, String name) {
    return Documents.everywhere(resource, "image").stream().anyMatch(i -> i.asText().equals(name));
  }
}
