#!/usr/bin/env bash
# Kills commands that write with SIGKILL at random moments, round about: train, search, experiment, catch train and
# notebooks run, on few images. After each kill whatever lies there under its name must be whole: weights load, JSON and
# notebooks parse. Then the command goes on, and its files must have the bytes of an undisturbed run.
#   tests/kill.sh [N]      N kills, 10 unless told otherwise
set -u -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
times=${1:-10}
root=$PWD
work=$(mktemp -d)
export RAM_DATA=$root/data/mnist
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # name, command…: one line
    if "${@:2}"; then passed=$((passed + 1)) && echo "passed: $1"; else failed=$((failed + 1)) && echo "FAILED: $1"; fi
}

program=$root/tests/Ram.Cli.Tests/bin/Release/net10.0/Ram.Cli.Tests.dll # the command line on few images
[ -e "$program" ] || dotnet build -c Release tests/Ram.Cli.Tests --verbosity quiet || exit 1
host=$(command -v dotnet)
mkdir "$work/notebooks"
python3 - "$work/notebooks/n.ipynb" <<'END'
import json, sys
cells = [{"cell_type": "code", "id": f"cell-{i}", "execution_count": None, "metadata": {}, "outputs": [],
          "source": f"string.Concat(System.Linq.Enumerable.Repeat(\"{i}\", 200_000))"} for i in range(3)]
kernel = {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}
json.dump({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}, open(sys.argv[1], "w"))
END

# The commands, each run in a folder of its own. The second time they go on from what is there.
train=(train mnist --updates 600 --batch 8 --glimpses 3 --threads 1 --out m --checkpoint-every 0.02)
search=(search --task mnist --over std,rate --trials 4 --budget 2000 --threads 1 --out trials)
experiment=(experiment mnist-2 --missing --epochs 60 --threads 1 --folder data --scratch scratch --checkpoint-every 0.02)
catch=(catch train --updates 40 --batch 16 --threads 1 --out a --checkpoint-every 0.02)
notebooks=(notebooks run "$work/notebooks/n.ipynb" --out executed)
kinds=(train search experiment catch notebooks)

ram() { # kind: the command, resumed if there is a checkpoint to resume from
    local -n arguments=$1
    local resume=()
    case $1 in
        train) [ -e m.checkpoint ] && resume=(--resume) ;;
        catch) [ -e a.checkpoint ] && resume=(--resume) ;;
    esac
    "$host" "$program" "${arguments[@]}" "${resume[@]}"
}

# Everything whose name promises something whole: the temporary files of a killed writer do not.
is_whole() { python3 - "$1" <<'END'; }
import json, os, struct, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(folder, name)
        if name.endswith((".ram-tmp", ".lock", ".svg", ".log")):
            continue
        data = open(path, "rb").read()
        if name.endswith((".json", ".ipynb")):
            assert json.loads(data), path
            continue
        length, = struct.unpack("<Q", data[:8])
        header = json.loads(data[8:8 + length])
        ends = [entry["data_offsets"][1] for key, entry in header.items() if key != "__metadata__"]
        assert 8 + length + max(ends) == len(data), path
END

same() { # two folders: the same files with the same bytes, but for times and what was resumed
    local one two file
    one=$(cd "$1" && find . -type f ! -name '*.ram-tmp' ! -name '*.lock' ! -name '*.log' | sort)
    two=$(cd "$2" && find . -type f ! -name '*.ram-tmp' ! -name '*.lock' ! -name '*.log' | sort)
    [ -n "$one" ] || return 1
    [ "$one" = "$two" ] || { diff <(echo "$one") <(echo "$two"); return 1; }
    for file in $one; do
        if [ "${file##*.}" = json ]; then
            cmp <(grep -vE '"(seconds|resumedAtUpdate)"' "$1/$file") <(grep -vE '"(seconds|resumedAtUpdate)"' "$2/$file") || return 1
        else
            cmp "$1/$file" "$2/$file" || return 1
        fi
    done
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

declare -A span
for kind in "${kinds[@]}"; do
    mkdir -p "$work/whole/$kind" && cd "$work/whole/$kind" || exit 1
    start=$(milliseconds)
    ram "$kind" >"$work/log" 2>&1
    check "$kind, undisturbed" [ $? -eq 0 ]
    span[$kind]=$(($(milliseconds) - start))
done

early=0 midway=0 late=0 torn=0 unlike=0
for ((i = 0; i < times; i++)); do
    kind=${kinds[$((i % ${#kinds[@]}))]}
    echo "kill $((i + 1)) of $times: $kind"
    rm -rf "$work/killed" && mkdir "$work/killed" && cd "$work/killed" || exit 1
    setsid bash -c "$(declare -p "$kind" host program); $(declare -f ram); exec 2>&1; ram $kind" >"$work/killed.log" &
    child=$!
    sleep "$(awk -v r="$RANDOM" -v s="${span[$kind]}" 'BEGIN { printf "%.3f", s * (0.15 + 0.9 * r / 32768) / 1000 }')"
    if kill -KILL -- "-$child" 2>/dev/null; then
        if [ -z "$(find . -type f)" ]; then early=$((early + 1)); else midway=$((midway + 1)); fi
    else
        late=$((late + 1))
    fi
    wait "$child" 2>/dev/null
    is_whole . || { torn=$((torn + 1)); echo "after kill $((i + 1)), of $kind"; }
    for _ in 1 2; do ram "$kind" >"$work/log" 2>&1 && break; done
    same "$work/whole/$kind" . || { unlike=$((unlike + 1)); echo "after kill $((i + 1)), of $kind"; tail -n 3 "$work/log"; }
done
echo "$times kills: $early before a file was written, $midway midway, $late after the end."
check "some were killed midway" [ $midway -gt 0 ]
check "nothing half-written has the name of something whole" [ $torn -eq 0 ]
check "whatever was killed ends with the bytes of an undisturbed run" [ $unlike -eq 0 ]

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
