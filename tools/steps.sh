# For the scripts of this folder: every step runs, each gets one line, and the end knows whether one failed.
cd "$(dirname "$0")/.." || exit 1
PATH="$PWD/.venv/bin:$PATH"
export PATH
failed=""

step() {  # step "what it is" command...
    what="$1"
    shift
    echo "- $what"
    if ! "$@" </dev/null; then
        echo "  FAILED: $what"
        failed="$failed, $what"
    fi
}

verdict() {
    [ -z "$failed" ] && return 0
    echo "Failed: ${failed#, }."
    return 1
}
