# Completion of okr for fish. Put into ~/.config/fish/config.fish:  okr completions fish | source
function __okr_complete
    set --local --export COMPLETE fish
    set --local words (commandline --current-process --tokenize --cut-at-cursor)
    okr -- $words (commandline --current-token --cut-at-cursor | string collect --allow-empty) 2>/dev/null
end
complete --command okr --keep-order --no-files --arguments '(__okr_complete)'
