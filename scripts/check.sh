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
outside=$(imports 'GRDB|GRDBSQLite|CLibPQ' | grep -v '^Sources/Store/' || true)
[ -z "$outside" ] || say "imports of a database driver outside Store: $outside"
outside=$(imports 'Hummingbird|HummingbirdCore' | grep -vE '^Sources/(Web|Platform|Hukoomi)/' || true)
[ -z "$outside" ] || say "imports of Hummingbird outside Web, Platform and Hukoomi: $outside"
# Down by call, up by event, never sideways. Nothing is public; nothing is deeper than Sources/Module/Folder/file.
foundations="Kit Store Patterns Rules Decisions Content Web"
shared="Audit Messaging Identity Registers Forms Catalogue Payments Credentials Documents Appointments Definitions Casework"
services="Applying Statistics Editing"
forbid() { # module, modules that it may not import
  for other in $2; do
    [ "$1" = "$other" ] && continue
    found=$(grep -rlE "^(package )?import $other\b" "Sources/$1" --include='*.swift' || true)
    [ -z "$found" ] || say "$1 imports $other: $found"
  done
}
later="$foundations $shared $services Platform"
for module in $foundations $shared $services; do
  later=${later#"$module "}
  # A service module may use neither what comes later nor another service module; all others only what came before.
  case " $services " in *" $module "*) forbid "$module" "$services Platform" ;; *) forbid "$module" "$later" ;; esac
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
