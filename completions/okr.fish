# Completion of okr for fish. Put into ~/.config/fish/config.fish:  okr completions fish | source
function __okr_complete
    set --local --export COMPLETE fish
    set --local words (commandline --current-process --tokenize --cut-at-cursor)
    set --local word (commandline --current-token --cut-at-cursor)
    okr -- $words "$word" 2>/dev/null
end
complete --command okr --keep-order --no-files --arguments '(__okr_complete)'
