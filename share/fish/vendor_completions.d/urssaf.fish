# fish completion for urssaf: the command itself tells what may follow.

function __urssaf_candidates
    set -l words (commandline -opc)
    set -l typed (commandline -ct | string unescape)
    set -l candidates ($words[1] __complete $words[2..-1] $typed 2>/dev/null)
    if test "$candidates" = :files
        # behind --file= the name of the file alone is looked for
        set -l option (string match -r -- '^--[a-z-]+=' $typed)
        printf "%s\n" "$option"(__fish_complete_path (string replace -r -- '^--[a-z-]+=' '' $typed))
        return
    end
    # fish knows no letters without accents: what begins alike but for these begins as it is typed
    set -l length (string length -- "$typed")
    for candidate in $candidates
        set -l head (string sub -l $length -- $candidate)
        if test (string lower -- "$head") != (string lower -- "$typed")
            set candidate "$typed"(string sub -s (math $length + 1) -- $candidate)
        end
        string join \n -- $candidate
    end
end

complete -c urssaf -f -a '(__urssaf_candidates)'
