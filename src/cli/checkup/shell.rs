//! The shell, whether it loads completion, and the clock.

use std::path::PathBuf;

use okr_core::time::Now;

use super::Fact;
use crate::cli::complete::loader;
use crate::cli::manners::Environment;

/// The login shell and how its completion is loaded. Only files of the shell's own set-up are looked
/// into, and only for the one line.
#[must_use]
pub fn facts(environment: Environment<'_>) -> Vec<Fact> {
    let Some(path) = environment("SHELL").filter(|path| !path.is_empty()) else {
        return vec![Fact::fine("shell", "shell", "not set")];
    };
    let mut facts = vec![Fact::fine("shell", "shell", path.as_str())];
    if let Some((shell, _)) = loader::of(&path) {
        let loaded = set_up_files(shell, environment).into_iter().find(|file| {
            std::fs::read_to_string(file).is_ok_and(|text| {
                text.contains("okr completions")
                    || text.contains("COMPLETE=") && text.contains("okr")
            })
        });
        let value = match loaded {
            Some(file) => format!("loaded in {}", file.display()),
            None => format!(
                "not found in the set-up of {shell}; add:  {}",
                loader::how(shell)
            ),
        };
        facts.push(Fact::fine("shell", "completion", value));
    }
    facts
}

fn set_up_files(shell: &str, environment: Environment<'_>) -> Vec<PathBuf> {
    let Some(home) = environment("HOME")
        .filter(|home| !home.is_empty())
        .map(PathBuf::from)
    else {
        return Vec::new();
    };
    let names: &[&str] = match shell {
        "bash" => &[
            ".bashrc",
            ".bash_profile",
            ".local/share/bash-completion/completions/okr",
        ],
        "zsh" => &[".zshrc"],
        "fish" => &[
            ".config/fish/config.fish",
            ".config/fish/completions/okr.fish",
        ],
        "elvish" => &[".config/elvish/rc.elv"],
        "nushell" => &[".config/nushell/config.nu"],
        _ => &[],
    };
    names.iter().map(|name| home.join(name)).collect()
}

/// The day the program takes for today, and the zone it is in.
#[must_use]
pub fn clock(now: &Now, environment: Environment<'_>) -> Vec<Fact> {
    let zone = environment("TZ")
        .filter(|zone| !zone.is_empty())
        .unwrap_or_else(|| "of the system".to_owned());
    vec![
        Fact::fine("clock", "today", now.today.to_string()),
        Fact::fine("clock", "now", now.instant.to_rfc3339()),
        Fact::fine("clock", "zone", zone),
    ]
}
