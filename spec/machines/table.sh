#!/bin/sh
# The outcome of the specs on machines as a table, from files MACHINE.result with what was printed.
printf '\n%-8s %9s %8s %6s %7s  %s\n' machine passed failed errors pending 'figures as here'
for result; do
  counts=$(sed -nE 's|^([0-9]+) success.* / ([0-9]+) failure.* / ([0-9]+) error.* / ([0-9]+) pending.*|\1 \2 \3 \4|p' "$result")
  figures=$(sed -n 's/^figures: //p' "$result")
  # shellcheck disable=SC2086 # four words
  printf '%-8s %9s %8s %6s %7s  %s\n' "$(basename "$result" .result)" ${counts:-- - - -} "${figures:--}"
done
