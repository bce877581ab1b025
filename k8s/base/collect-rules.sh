#!/bin/sh
# Keeps a file for each PrometheusRule of the cluster in $1: the rules that are evaluated follow what is applied.
# Those labelled tributary.io/evaluate=never are left to others.
# A file changes only when its object does, and one that is not valid leaves the others alone.
set -eu
to=$1
while true; do
  next=$(mktemp -d)
  if kubectl get prometheusrules.monitoring.coreos.com --all-namespaces --output=json >"$next/all"; then
    jq -r '.items[].metadata | select(.labels["tributary.io/evaluate"] != "never") | .namespace + " " + .name' \
      "$next/all" | while read -r namespace name; do
      jq --arg namespace "$namespace" --arg name "$name" \
        '.items[] | select(.metadata.namespace == $namespace and .metadata.name == $name)
          | {apiVersion, kind, metadata: {namespace: $namespace, name: $name,
              annotations: ((.metadata.annotations // {}) | with_entries(select(.key == "tributary.io/corrections")))},
             spec}' \
        "$next/all" >"$next/$namespace.$name.yaml"
      cmp -s "$next/$namespace.$name.yaml" "$to/$namespace.$name.yaml" ||
        { cp "$next/$namespace.$name.yaml" "$to/.next" && mv "$to/.next" "$to/$namespace.$name.yaml"; }
    done
    for file in "$to"/*.yaml; do
      [ -e "$next/$(basename "$file")" ] || rm -f "$file"
    done
  fi
  rm -rf "$next"
  [ "${ONCE:-}" ] && exit
  sleep 15
done
