# Sourced by the scripts beside it.
# shellcheck shell=bash disable=SC2034 # they use what is set here

vm_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${BPFSHARP_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/bpfsharp}

fail() {
  echo "${0##*/}: $*" >&2
  exit 125
}

# kernel_line SERIES: sets suite, cpus and parameters from the table.
kernel_line() {
  local found=
  while read -r found suite cpus _ parameters; do
    [[ $found == "$1" ]] && return
  done < <(grep -v '^#' "$vm_dir/kernels")
  fail "no kernel series '$1' in eng/vm/kernels; it has: $(awk '!/^#/ { printf "%s ", $1 }' "$vm_dir/kernels")"
}
