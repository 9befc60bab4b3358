#!/bin/sh
# Feeds the file readers COUNT hostile files (ten million unless said otherwise) and prints what became of them.
#   tests/fuzz.sh [COUNT]
set -eu
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
RAM_FUZZ="${1:-10000000}" dotnet test -c Release tests/Ram.Tests --filter "FullyQualifiedName~Ram.Tests.Files.Hostile" \
    --logger "console;verbosity=detailed" >"$log" 2>&1 || status=$?
if [ "$status" -eq 0 ]; then
    grep "files a second" "$log"
else
    cat "$log"
fi
exit "$status"
