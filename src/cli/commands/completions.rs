//! `okr completions`: the completion loader of a shell.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::complete::loader;
use crate::cli::exit::Exit;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// bash, zsh, fish, powershell, elvish or nushell
    #[arg(value_name = "SHELL", value_parser = ["bash", "zsh", "fish", "powershell", "elvish", "nushell"])]
    pub shell: String,
}

/// # Errors
/// None in practice: the parser lets only known shells through.
pub fn run(session: &mut Session<'_>, arguments: CompletionsArgs) -> Result<Exit> {
    let Some((shell, script)) = loader::of(&arguments.shell) else {
        return Err(Error::usage(
            "E108",
            format!("\"{}\" is not possible for SHELL", arguments.shell),
        ));
    };
    session.io.print(script)?;
    if session.io.out.terminal {
        session.io.hint(&format!(
            "load it when the shell starts:  {}",
            loader::how(shell)
        ));
    }
    Ok(Exit::Done)
}
