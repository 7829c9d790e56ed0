# fish completion for urssaf: the command itself tells what may follow.

function __urssaf_candidates
    set -l words (commandline -opc)
    set -l candidates ($words[1] __complete $words[2..-1] (commandline -ct | string unescape) 2>/dev/null)
    if test "$candidates" = :files
        __fish_complete_path (commandline -ct)
    else
        string join \n -- $candidates
    end
end

complete -c urssaf -f -a '(__urssaf_candidates)'
