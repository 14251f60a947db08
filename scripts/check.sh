#!/usr/bin/env bash
# What must hold of the sources: format, the rule between modules, warnings as errors, a sound content pack.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
say() { echo "$1" >&2; failed=1; }

echo "format"
swift format lint --strict --recursive Package.swift Sources Tests || failed=1

echo "architecture"
# Only the store knows the database drivers, only the web its server.
imports() { grep -rnE "^(package |internal |public )?import (struct |class |enum |func )?($1)\b" Sources --include='*.swift' || true; }
outside=$(imports 'GRDB|CLibPQ' | grep -v '^Sources/Store/' || true)
[ -z "$outside" ] || say "imports of a database driver outside Store: $outside"
outside=$(imports 'Hummingbird|HummingbirdCore' | grep -vE '^Sources/(Web|Platform|Hukoomi)/' || true)
[ -z "$outside" ] || say "imports of Hummingbird outside Web, Platform and Hukoomi: $outside"
# Service modules never import each other; nothing is public; nothing is deeper than Sources/Module/Folder/file.
order=$(sed -n 's/^ *module("\([A-Za-z]*\)".*/\1/p; s/^ *"\([A-Z][A-Za-z]*\)", needs: base + \[$/\1/p' Package.swift | tr '\n' ' ')
foundations="Kit Store Rules Content Web"
services="Casework Statistics"
for module in $foundations; do
  for other in $(find Sources -maxdepth 1 -mindepth 1 -type d -printf '%f\n'); do
    case " $foundations " in *" $other "*) continue ;; esac
    found=$(grep -rlE "^(package )?import $other\b" "Sources/$module" --include='*.swift' | grep -v "import C" || true)
    case "$other" in C[A-Z]*) continue ;; esac
    [ -z "$found" ] || say "the foundation $module imports $other: $found"
  done
done
for module in $services; do
  for other in $services; do
    [ "$module" = "$other" ] && continue
    found=$(grep -rlE "^(package )?import $other\b" "Sources/$module" --include='*.swift' || true)
    [ -z "$found" ] || say "the service module $module imports $other: $found"
  done
done
found=$(grep -rnE '^ *public ' Sources --include='*.swift' || true)
[ -z "$found" ] || say "public declarations: $found"
found=$(find Sources -mindepth 4 -name '*.swift')
[ -z "$found" ] || say "deeper than Sources/Module/Folder/file: $found"
found=$(grep -rnE 'try!|fatalError\(| as! ' Sources --include='*.swift' || true)
[ -z "$found" ] || say "forced: $found"
found=$(grep -nE '(margin|padding|border)-(left|right)|(^|[ ;{])(left|right) *:|text-align: *(left|right)' Public/*.css || true)
[ -z "$found" ] || say "left or right in CSS: $found"

echo "warnings as errors"
swift build --product hukoomi

echo "content"
.build/debug/hukoomi check Content/qatar
exit $failed
