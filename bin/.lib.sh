# shellcheck shell=bash
# What the commands in bin/ and bench/ share; to be sourced, with bash 3.2 or newer (macOS has no other).

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { echo "$(basename "$(cd "$(dirname "$0")" && pwd)")/$(basename "$0"): $*" >&2; }

is_jdk25() { [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null; }

# Prints the home of a JDK 25; fails if this machine has none where JDKs usually are.
find_jdk25() {
  local home on_path
  for home in "${JAVA25_HOME:-}" "${JAVA_HOME:-}"; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      echo "$home"
      return
    fi
  done
  if [ -x /usr/libexec/java_home ]; then
    home="$(/usr/libexec/java_home -v 25 2>/dev/null || true)"
    if [ -n "$home" ] && is_jdk25 "$home"; then
      echo "$home"
      return
    fi
  fi
  for home in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/.asdf/installs/java/* "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk25 "$home"; then
      echo "$home"
      return
    fi
  done
  on_path="$(command -v java || true)"
  while [ -L "$on_path" ]; do
    home="$(readlink "$on_path")"
    case "$home" in
      /*) on_path="$home" ;;
      *) on_path="$(dirname "$on_path")/$home" ;;
    esac
  done
  home="$(dirname "$(dirname "$on_path")")"
  is_jdk25 "$home" && echo "$home"
}

# Sets java to the path of a JDK 25's java, or ends with what to install.
need_jdk25() {
  if ! java_home="$(find_jdk25)"; then
    say "JDK 25 is needed and was not found. Install one (https://adoptium.net, a package such as temurin-25-jdk,"
    say "or 'sdk install java 25-tem'), or set JAVA25_HOME or JAVA_HOME to it."
    exit 1
  fi
  java="$java_home/bin/java"
}

# maven ARGUMENT...: runs Maven on JDK 25, where it compiles in its own process and not in a new one for each module.
# The options keep the JVM from warning of Maven's own libraries.
maven() {
  local options="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" maven=mvn
  command -v mvn >/dev/null || maven="$root/mvnw"
  JAVA_HOME="$java_home" MAVEN_OPTS="$options" "$maven" "$@"
}

# Folders and files that artifacts are built from.
sources=(pom.xml shared functions local cli docs/openapi.yaml)

# Whether one of the files is missing, empty, or older than what it is built from.
is_stale() {
  local artifact
  for artifact in "$@"; do
    [ -s "$root/$artifact" ] || return 0
    [ -z "$(find "${sources[@]/#/$root/}" \
      \( -name target -prune \) -o \
      \( \( -path '*/src/main/*' -o -name pom.xml -o -path '*/functions/assembly/*.xml' \
      -o -path '*/docs/openapi.yaml' \) -type f \
      -newer "$root/$artifact" -print \) | head -n 1)" ] || return 0
  done
  return 1
}

# build MODULES ARTIFACT...: has Maven build the modules if one of the artifacts is missing or out of date.
build() {
  local modules="$1" log status
  shift
  is_stale "$@" || return 0
  mkdir -p "$root/.local"
  log="$root/.local/build.log"
  say "building what is missing or out of date (a minute or two the first time, then seconds)"
  set +e
  (cd "$root" && maven -B -Dmaven.test.skip=true -pl "$modules" -am package) 2>&1 |
    tee "$log" |
    sed -n 's/^\[INFO\] Building \(.*\[[0-9]*\/[0-9]*\]\)$/  \1/p' >&2
  status=${PIPESTATUS[0]}
  set -e
  if [ "$status" -ne 0 ]; then
    grep -E '^(\[ERROR\]|mvnw:)' "$log" | head -n 20 >&2
    say "the build failed; all of it is in $log"
    exit 1
  fi
  for artifact in "$@"; do
    if [ ! -s "$root/$artifact" ]; then
      say "the build made no $artifact: is its module in functions/pom.xml, and does local/function-artifacts/pom.xml name it?"
      exit 1
    fi
    # Maven leaves what did not change as old as it was.
    touch -c "$root/$artifact"
  done
}

# Whether the arguments only ask for help.
asks_help() {
  local argument
  for argument in "$@"; do
    case "$argument" in
      -h | --help) return 0 ;;
    esac
  done
  return 1
}

# build_unless_help MODULES ARTIFACT ARGUMENT...: builds, unless the arguments ask for help. Help comes from what is built,
# even out of date; where nothing is, it is the command's purpose.
build_unless_help() {
  local modules="$1" artifact="$2"
  shift 2
  if ! asks_help "$@"; then
    build "$modules" "$artifact"
  elif [ ! -e "$root/$artifact" ]; then
    sed -n '2s/^# \([^;]*\).*/\1./p' "$0"
    echo "Its first run builds it; then --help shows its options. The documents are in docs/."
    exit 0
  fi
}

# run_command CLASS ARGUMENT...: becomes a command of cli, which is built first if need be.
run_command() {
  local class="$1"
  shift
  # The commands are short: the first compiler's code is soon there.
  run_class cli cli "$class" -XX:TieredStopAtLevel=1 -- "$@"
}

# run_class MODULE ARTIFACT CLASS JVM-OPTION... -- ARGUMENT...: becomes a class's program.
run_class() {
  local module="$1" jar="$1/target/$2-1.0.0-SNAPSHOT.jar" class="$3" columns=0 options=()
  shift 3
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  need_jdk25
  sources+=("$module")
  build_unless_help "$module" "$jar" "$@"
  if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then
    columns="$(tput cols 2>/dev/null || echo 80)"
  fi
  exec "$java" -XX:+UseSerialGC -Xshare:auto ${options[@]+"${options[@]}"} "-Dproject.root=$root" "-Dcolumns=$columns" \
    -cp "$root/$jar:$root/$module/target/lib/*" "$class" "$@"
}
