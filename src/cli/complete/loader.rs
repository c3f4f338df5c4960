//! The script of each shell that asks the program on Tab. The scripts are files in completions/, for
//! packages to install; the program carries the same bytes.

/// The name of each shell and its script.
pub const ALL: [(&str, &str); 6] = [
    ("bash", include_str!("../../../completions/okr.bash")),
    ("zsh", include_str!("../../../completions/_okr")),
    ("fish", include_str!("../../../completions/okr.fish")),
    ("powershell", include_str!("../../../completions/okr.ps1")),
    ("elvish", include_str!("../../../completions/okr.elv")),
    ("nushell", include_str!("../../../completions/okr.nu")),
];

/// The script of a shell, by its name or the path of its program.
#[must_use]
pub fn of(shell: &str) -> Option<(&'static str, &'static str)> {
    let name = shell
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(shell)
        .trim_end_matches(".exe");
    let name = match name {
        "pwsh" => "powershell",
        "nu" => "nushell",
        other => other,
    };
    ALL.into_iter().find(|(known, _)| *known == name)
}

/// The line that loads completion at the start of a shell.
#[must_use]
pub fn how(shell: &str) -> &'static str {
    match shell {
        "bash" => "source <(okr completions bash)",
        "zsh" => "source <(okr completions zsh)",
        "fish" => "okr completions fish | source",
        "powershell" => "okr completions powershell | Out-String | Invoke-Expression",
        "elvish" => "eval (okr completions elvish | slurp)",
        _ => "okr completions nushell | save okr.nu",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_says_how_it_is_loaded_and_asks_for_its_own_shell() {
        for (shell, script) in ALL {
            let asks = if shell == "nushell" {
                "okr _complete".to_owned()
            } else {
                format!("COMPLETE={shell}")
            };
            let script = script
                .replace(" = ", "=")
                .replace("'", "")
                .replace("COMPLETE fish", "COMPLETE=fish");
            assert!(script.contains(&asks), "{shell}");
            assert!(script.starts_with('#'), "{shell}");
        }
        assert_eq!(of("/usr/bin/zsh").map(|(name, _)| name), Some("zsh"));
        assert_eq!(of("1"), None);
    }
}
