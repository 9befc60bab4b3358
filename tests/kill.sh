#!/usr/bin/env bash
# Kills a training with SIGKILL at a random moment, resumes it, and compares the model's bytes with those of an
# unbroken training: N times, 200 unless told otherwise. Prints the count; fails at the first difference.
#   tests/kill.sh [N] [TASK]
set -euo pipefail
cd "$(dirname "$0")/.."
times=${1:-200} task=${2:-mnist}
dotnet build -c Release src/Ram.Cli --verbosity quiet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
train=(src/Ram.Cli/bin/Release/net10.0/Ram.Cli train "$task" --updates 150 --batch 64 --rollouts 1 --checkpoint-every 0.05)

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

start=$(milliseconds)
"${train[@]}" --out "$folder/unbroken" --checkpoint "$folder/unbroken.checkpoint" >"$folder/log" 2>&1
span=$(($(milliseconds) - start))
echo "An unbroken training takes $span ms."

early=0 midway=0 late=0
for ((i = 1; i <= times; i++)); do
    rm -f "$folder"/killed*
    killed=(--out "$folder/killed" --checkpoint "$folder/killed.checkpoint")
    "${train[@]}" "${killed[@]}" >"$folder/log" 2>&1 &
    child=$!
    sleep "$(awk -v r="$RANDOM" -v s="$span" 'BEGIN { printf "%.3f", s * r / 32768 / 1000 }')"
    kill -KILL "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
    if [[ ! -e $folder/killed.checkpoint ]]; then
        early=$((early + 1))
        "${train[@]}" "${killed[@]}" >"$folder/log" 2>&1
    else
        "${train[@]}" "${killed[@]}" --resume >"$folder/log" 2>&1
        if grep -q "update 150 of 150" "$folder/log"; then late=$((late + 1)); else midway=$((midway + 1)); fi
    fi
    if ! cmp "$folder/unbroken" "$folder/killed"; then
        echo "Different after kill $i." >&2
        exit 1
    fi
done
echo "$times of $times killed trainings ended with the bytes of the unbroken one:" \
    "$early killed before the first checkpoint, $midway midway, $late after the last."
