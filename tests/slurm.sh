#!/usr/bin/env bash
# Runs a search and experiments as job arrays on a real Slurm of this one machine, on few images: results equal those of
# a local run, also after kills and requeues. Needs root, and Debian's packages slurm-wlm and munge, which it installs.
#   tests/slurm.sh
set -u -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
work=$(mktemp -d)
passed=0 failed=0

check() { # name, command…: one line
    if "${@:2}"; then passed=$((passed + 1)) && echo "passed: $1"; else failed=$((failed + 1)) && echo "FAILED: $1"; fi
}

stop_all() {
    [ -s "$work/slurm/slurmctld.pid" ] && scancel --full --signal=KILL --user="$(id -un)" 2>/dev/null && sleep 1
    for name in slurmd slurmctld munged; do
        [ -s "$work/slurm/$name.pid" ] && kill "$(cat "$work/slurm/$name.pid")" 2>/dev/null
    done
    for _ in $(seq 50); do
        pgrep -F "$work/slurm/slurmctld.pid" >/dev/null 2>&1 || break
        sleep 0.1
    done
    rm -rf "$work"
}
trap stop_all EXIT

if ! command -v slurmctld >/dev/null || ! command -v munged >/dev/null; then
    (apt-get update && apt-get install -y --no-install-recommends slurm-wlm munge) >"$work/apt" 2>&1 || tail -5 "$work/apt"
fi

start_slurm() { # daemons of our own, beside any that the machine may have
    local place=$work/slurm host
    host=$(hostname -s)
    mkdir -p "$place/state" "$place/spool"
    chmod 700 "$place"
    head -c 1024 /dev/urandom >"$place/key" && chmod 400 "$place/key"
    munged --force --socket="$place/munge" --key-file="$place/key" --pid-file="$place/munged.pid" \
        --log-file="$place/munged.log" --seed-file="$place/seed"
    cat >"$place/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthInfo=socket=$place/munge,cred_expire=10
StateSaveLocation=$place/state
SlurmdSpoolDir=$place/spool
SlurmctldPidFile=$place/slurmctld.pid
SlurmdPidFile=$place/slurmd.pid
SlurmctldLogFile=$place/slurmctld.log
SlurmdLogFile=$place/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
# Four tasks at once, however few cores there are. A requeued one waits until its credential has expired.
SlurmdParameters=config_overrides
KillWait=10
NodeName=node NodeHostname=$host NodeAddr=127.0.0.1 CPUs=4
PartitionName=cpu Nodes=ALL Default=YES State=UP
END
    export SLURM_CONF=$place/slurm.conf
    slurmctld && slurmd -N node
    wait_for idle sinfo --noheader --format %T
}

wait_for() { # word, command…: until the command says the word, for half a minute at most
    for _ in $(seq 300); do
        "${@:2}" 2>/dev/null | grep -q -- "$1" && return 0
        sleep 0.1
    done
    return 1
}

export RAM_DATA=$PWD/data/mnist
program=$PWD/tests/Ram.Cli.Tests/bin/Release/net10.0/Ram.Cli.Tests.dll # the command line on few images
dotnet build -c Release tests/Ram.Cli.Tests --verbosity quiet || exit 1
if ! start_slurm; then
    tail -n 5 "$work"/slurm/*.log
    echo "0 passed, 1 failed"
    exit 1
fi
mkdir "$work/a b%c" && cd "$work/a b%c" || exit 1 # names that a script must quote

ram() { dotnet "$program" "$@"; }
search() { ram search --task mnist --over std,rate --trials 6 --budget "${budget:-512}" --out "$@"; }
experiment() { # folder, options…
    ram experiment mnist-2 mnist-3 mnist-fc-256 --epochs "${epochs:-2}" --checkpoint-every 0.02 \
        --folder "$1/data" --scratch "$1/scratch" "${@:2}"
}
facts() { grep -vhE '"(seconds|resumedAtUpdate|threads)"' "$@"; } # what must not depend on where and when it ran
same_facts() { # two folders
    local file
    [ -n "$(ls "$1"/*.json)" ] || return 1
    for file in "$1"/*.json; do cmp <(facts "$file") <(facts "$2/${file##*/}") || return 1; done
}
same_models() { # two folders
    local file
    [ "$(ls "$1"/*.safetensors | wc -l)" -eq 3 ] || return 1
    for file in "$1"/*.safetensors; do cmp "$file" "$2/${file##*/}" || return 1; done
}
has() { grep -q -- "$1" "$2"; }
has_not() { ! grep -q -- "$1" "$2"; }
count_is() { [ "$(cat "${@:3}" | grep -c -- "$2")" -eq "$1" ]; }
running_as() { [ -s "$1" ] && squeue --noheader --array --format "%F_%K" --name "$(sed -n 's/^#SBATCH --job-name=//p' "$1")"; } # script

search local >log 2>&1
check "a local search of 6 trials" [ $? -eq 0 ]
search array --slurm --cpus 1 >log 2>&1
check "the same as an array" [ $? -eq 0 ]
check "its results are the local ones" same_facts local array
check "its figure is the local one" cmp local/search.svg array/search.svg
check "it prints the table of all" has "6 trials, 0 of which diverged" log
search array --slurm --cpus 1 >log 2>&1
check "what is done is not submitted again" has_not Submitted log

search twice --slurm --cpus 1 >first 2>&1 & one=$!
search twice --slurm --cpus 1 >second 2>&1 & two=$!
wait $one
check "the first of two submissions at once" [ $? -eq 0 ]
wait $two
check "the second of them" [ $? -eq 0 ]
check "their results are the local ones" same_facts local twice
check "each trial was trained once" count_is 6 "^Trial" twice/slurm/*.log

mkdir broken && echo "no checkpoint" >broken/trial-0003.checkpoint
search broken --slurm --cpus 1 >log 2>&1
check "a task that fails is exit 1" [ $? -eq 1 ]
check "it is one line with the place of its log" \
    count_is 1 "^Trial 3 failed: ram: .*Log: broken/slurm/search-3.log" log
rm broken/trial-0003.checkpoint
search broken --slurm --cpus 1 >log 2>&1
check "the same command does only that again" has "Submitted job [0-9]*, 1 task; 5 of 6" log
check "then its results are the local ones" same_facts local broken

export budget=30000
search local-long >log 2>&1
dotnet "$program" search --task mnist --over std,rate --trials 6 --budget $budget --out stopped --slurm --cpus 1 >log 2>&1 &
follower=$! # the process itself, to be signalled
wait_for "epoch 2/" cat stopped/slurm/search-2.log
task=$(running_as stopped/slurm/search.sbatch | grep "_2$")
scontrol requeue "$task"
kill -TERM $follower # Ctrl-C, which does not reach what runs in the background
wait $follower
check "a follower that is stopped is exit 1" [ $? -eq 1 ]
check "it says how to come back" has "search --task mnist .*--out stopped --slurm --cpus 1" log
check "its jobs run on" [ -n "$(running_as stopped/slurm/search.sbatch)" ]
check "a requeued trial saves its checkpoint" wait_for "saved stopped/trial-0002.checkpoint" cat stopped/slurm/search-2.log
search stopped --slurm --cpus 1 >log 2>&1
check "the same command follows to the end" [ $? -eq 0 ]
check "without submitting again" has_not Submitted log
check "the requeued trial went on" has "Going on from stopped/trial-0002.checkpoint" stopped/slurm/search-2.log
check "its results are the local ones too" same_facts local-long stopped

export epochs=300
experiment local >log 2>&1
check "three experiments, local" [ $? -eq 0 ]
experiment array --slurm --cpus 1 --array-limit 3 --time 10 --partition cpu >log 2>&1 & follower=$!
script=array/scratch/slurm/experiment-ours.sbatch
wait_for "epoch 30/" cat array/scratch/slurm/experiment-ours-4.log # mnist-3 is the fifth row
task=$(running_as "$script" | grep "_4$")
scancel --signal=KILL --full "$task"
requeued=1
for _ in $(seq 50); do scontrol requeue "$task" 2>/dev/null && requeued=0 && break; sleep 0.1; done
check "one task killed in the middle and requeued" [ $requeued -eq 0 ]
wait $follower
check "the three as an array" [ $? -eq 0 ]
check "the killed one went on from its checkpoint" \
    grep -qE '"resumedAtUpdate": [1-9]' array/data/results/mnist-3.json
check "the models have the bytes of the local ones" same_models local/scratch array/scratch
check "the results are the local ones" same_facts local/data/results array/data/results
check "nothing is left in the queue" [ -z "$(squeue --noheader)" ]

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
