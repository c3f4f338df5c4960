# Completion of okr for nushell. Save it, and put into config.nu:  use okr.nu
export-env {
    let before = ($env.config.completions?.external?.completer? | default null)
    $env.config.completions.external.enable = true
    $env.config.completions.external.completer = {|spans|
        if ($spans | first) == "okr" {
            ^okr _complete ...$spans
            | lines
            | each {|line|
                let parts = ($line | split row --number 2 "\t")
                { value: ($parts | first), description: ($parts | get --ignore-errors 1 | default "") }
            }
        } else if $before != null {
            do $before $spans
        }
    }
}
