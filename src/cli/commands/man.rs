//! `okr man`: manual pages.

use std::path::Path;

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::exit::Exit;
use crate::cli::help::manual;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct ManArgs {
    /// A command or a topic (okr itself when not given)
    #[arg(value_name = "COMMAND|TOPIC", add = crate::cli::complete::help())]
    pub command: Option<String>,
    /// Write all pages into this folder, over older ones
    #[arg(long, value_name = "FOLDER", conflicts_with = "command", value_hint = clap::ValueHint::DirPath)]
    pub dir: Option<String>,
}

/// # Errors
/// `E119` for a page that is not there, `E614` for a folder that cannot be written to.
pub fn run(session: &mut Session<'_>, arguments: ManArgs) -> Result<Exit> {
    if let Some(folder) = arguments.dir.as_deref() {
        let count = write_all(Path::new(folder))?;
        let line = format!("{count} pages in {folder}");
        let line = session.io.out.ruler.safe(&line).into_owned();
        session.io.changed(&line)?;
        return Ok(Exit::Done);
    }
    let name = arguments.command.as_deref();
    let Some(page) = manual::named(name) else {
        let asked = name.unwrap_or_default();
        return Err(
            Error::not_found("E119", format!("there is no manual page \"{asked}\""))
                .next(format!("okr help {asked}")),
        );
    };
    session.io.print(&page.text)?;
    if session.io.out.terminal {
        let line = match name {
            Some(name) => format!("okr man {name} | man -l -"),
            None => "okr man | man -l -".to_owned(),
        };
        session.io.hint(&line);
    }
    Ok(Exit::Done)
}

fn write_all(folder: &Path) -> Result<usize> {
    let failed = |error: std::io::Error| {
        Error::storage(
            "E614",
            format!("{} cannot be written to: {error}", folder.display()),
        )
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let pages = manual::all();
    for page in &pages {
        std::fs::write(folder.join(&page.file), &page.text).map_err(failed)?;
    }
    Ok(pages.len())
}
