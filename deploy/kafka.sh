#!/bin/sh
# A real Apache Kafka (KRaft, one node) for tests, from Maven jars and the JDK that is here.
#
#   deploy/kafka.sh start  [DIR] [PORT]   start and wait until it answers; starting twice is fine
#   deploy/kafka.sh stop   [DIR]          stop; the data stays
#   deploy/kafka.sh kill   [DIR]          stop at once (kill -9), as a crash would
#   deploy/kafka.sh clean  [DIR]          stop and delete the data
#   deploy/kafka.sh status [DIR]          say whether it runs, and where; exit 1 when not
#   deploy/kafka.sh topic  NAME PARTITIONS [DIR]   make a topic; one that exists is fine
#
# DIR: data and log, default .nazorg/kafka in the project. PORT: default 19092; PORT+1 is its controller,
# PORT+2 asks for a name and password, to try wrong ones: PLAIN knows nazorg (proef), SCRAM-SHA-512 only whom
# you give it.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
project=$(dirname -- "$here")
python=${NAZORG_PYTHON:-$project/.venv/bin/python}

say() { printf 'kafka: %s\n' "$*"; }
fail() { printf 'kafka: %s\n' "$*" >&2; exit 1; }

# Whether the process in the pid file is ours: a stale file may name a stranger.
running() {
  [ -s "$dir/pid" ] || return 1
  tr '\0' ' ' <"/proc/$(cat "$dir/pid")/cmdline" 2>/dev/null | grep -qF "kafka.Kafka $dir/server.properties"
}

fetch_jars() {
  version=$(sed -n 's/.*<version>\(4\..*\)<\/version>.*/\1/p' "$here/kafka/pom.xml")
  jars=${NAZORG_KAFKA_JARS:-$project/.nazorg/kafka-jars-$version}
  if [ -f "$jars/complete" ]; then return; fi
  command -v mvn >/dev/null || fail "mvn is missing: install Maven, or use docker compose in deploy/"
  say "fetching the jars of Kafka $version (once, 43 MB)"
  mvn -q -B -f "$here/kafka/pom.xml" dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$jars" || fail "mvn could not fetch the jars"
  touch "$jars/complete"
}

write_config() {
  cat >"$dir/server.properties" <<CONFIG
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller,SASL_PLAINTEXT://127.0.0.1:$((port + 2))
advertised.listeners=PLAINTEXT://127.0.0.1:$port,SASL_PLAINTEXT://127.0.0.1:$((port + 2))
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_nazorg="proef";
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
controller.listener.names=CONTROLLER
log.dirs=$dir/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=100
group.min.session.timeout.ms=1000
CONFIG
}

answers() {
  "$python" - "127.0.0.1:$port" <<'PYTHON' >/dev/null 2>&1
import asyncio
import sys

from aiokafka.admin import AIOKafkaAdminClient


async def ask() -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=sys.argv[1], request_timeout_ms=2000)
    await admin.start()
    await admin.list_topics()
    await admin.close()


asyncio.run(ask())
PYTHON
}

start() {
  port=${1:-19092}
  controller=$((port + 1))
  mkdir -p "$dir"
  if running; then say "already running on 127.0.0.1:$(cat "$dir/port")"; return; fi
  command -v java >/dev/null || fail "java is missing: install a JDK 17 or newer"
  [ -x "$python" ] || fail "$python is missing: make setup first"
  fetch_jars
  write_config
  if [ ! -f "$dir/data/meta.properties" ]; then
    java -cp "$jars/*" kafka.tools.StorageTool format -t bmF6b3JnLXRlc3Qta2Fma2E -c "$dir/server.properties" \
      >"$dir/format.log" 2>&1 || fail "could not format $dir/data, see $dir/format.log"
  fi
  # exec: the pid is that of Java itself. Own session: a Ctrl-C in the terminal is not for the broker.
  (export dir jars; setsid sh -c 'echo $$ >"$dir/pid"; exec java -Xms128m -Xmx512m -XX:+UseSerialGC \
    -XX:TieredStopAtLevel=1 -cp "$jars/*" kafka.Kafka "$dir/server.properties"' >>"$dir/kafka.log" 2>&1 </dev/null &)
  echo "$port" >"$dir/port"
  tries=0
  until answers; do
    tries=$((tries + 1))
    [ $tries -gt 2 ] && ! running && fail "Kafka stopped by itself, see $dir/kafka.log"
    [ $tries -gt 60 ] && fail "no answer on 127.0.0.1:$port, see $dir/kafka.log"
    sleep 0.5
  done
  say "running on 127.0.0.1:$port (NAZORG_TEST_KAFKA_BOOTSTRAP=127.0.0.1:$port)"
}

# $1: the signal.
stop() {
  if ! running; then say "not running"; return; fi
  pid=$(cat "$dir/pid")
  kill "-$1" "$pid"
  tries=0
  while running; do
    tries=$((tries + 1))
    if [ $tries -eq 100 ]; then say "does not stop, killing it"; kill -KILL "$pid"; fi
    sleep 0.2
  done
  rm -f "$dir/pid"
  say "stopped"
}

topic() {
  running || fail "not running: deploy/kafka.sh start"
  "$python" - "127.0.0.1:$(cat "$dir/port")" "$1" "$2" <<'PYTHON'
import asyncio
import sys

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code


async def make(bootstrap: str, name: str, partitions: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        answer = await admin.create_topics([NewTopic(name, int(partitions), 1)])
        fault = for_code(answer.topic_errors[0][1])
        if fault is not TopicAlreadyExistsError and answer.topic_errors[0][1]:
            sys.exit(f"kafka: topic {name} not made: {fault.__name__}")
    finally:
        await admin.close()


asyncio.run(make(*sys.argv[1:]))
PYTHON
}

use_dir() { dir=${1:-$project/.nazorg/kafka}; case $dir in /*) ;; *) dir=$PWD/$dir ;; esac; }

command=${1:-}
[ $# -gt 0 ] && shift
case $command in
  start) use_dir "${1:-}"; start "${2:-}" ;;
  stop) use_dir "${1:-}"; stop TERM ;;
  kill) use_dir "${1:-}"; stop KILL ;;
  clean) use_dir "${1:-}"; stop TERM; rm -rf "$dir" ;;
  status)
    use_dir "${1:-}"
    if running; then say "running on 127.0.0.1:$(cat "$dir/port")"; else say "not running"; exit 1; fi
    ;;
  topic) [ $# -ge 2 ] || fail "topic NAME PARTITIONS [DIR]"; use_dir "${3:-}"; topic "$1" "$2" ;;
  *) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
