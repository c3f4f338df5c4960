# Completion of okr for elvish. Put into rc.elv:  eval (okr completions elvish | slurp)
use str
set edit:completion:arg-completer[okr] = {|@words|
    tmp E:COMPLETE = elvish
    try {
        okr -- $@words 2>/dev/null | from-lines | each {|line|
            var parts = [(str:split &max=2 "\t" $line)]
            var end = ' '
            if (or (str:has-suffix $parts[0] ':') (str:has-suffix $parts[0] '=')) { set end = '' }
            if (== (count $parts) 2) {
                edit:complex-candidate $parts[0] &code-suffix=$end &display=$parts[0]'  '$parts[1]
            } else {
                edit:complex-candidate $parts[0] &code-suffix=$end
            }
        }
    } catch e { nop $e }
}
