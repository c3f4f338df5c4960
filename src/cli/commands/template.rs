//! `okr template`: the outlines a book can begin from.

use clap::Args;
use okr_core::Result;
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Row};
use crate::cli::sayings::show;
use crate::cli::session::Session;
use crate::samples::template;

#[derive(Debug, Args)]
pub struct TemplateArgs {
    #[command(subcommand)]
    pub command: TemplateCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum TemplateCommand {
    /// All templates, your own last
    List,
    /// The text of one, as okr add - reads it
    Show {
        /// Its name
        #[arg(value_name = "NAME", add = crate::cli::complete::templates())]
        name: String,
    },
}

/// # Errors
/// `E310` for a template nobody has.
pub fn run(session: &mut Session<'_>, arguments: TemplateArgs) -> Result<Exit> {
    match arguments.command {
        TemplateCommand::List => list(session),
        TemplateCommand::Show { name } => {
            let found = template::find(&name, session.templates().as_deref())?;
            for line in found.text.lines() {
                let line = session.io.out.ruler.safe(line).into_owned();
                session.io.line(&line)?;
            }
            Ok(Exit::Done)
        }
    }
}

/// The templates as a table.
///
/// # Errors
/// A stream that cannot be written.
pub fn list(session: &mut Session<'_>) -> Result<Exit> {
    let all = template::all(session.templates().as_deref());
    let rows = all.into_iter().map(|one| {
        let (about, from) = (
            one.about().to_owned(),
            if one.is_own { "you" } else { "okr" },
        );
        Row {
            sentence: format!("{}: {about}", one.name),
            item: json!({"type": "template", "name": one.name, "about": about, "from": from}),
            cells: vec![Cell::from(one.name), Cell::from(about), Cell::from(from)],
        }
    });
    let rows = rows.collect();
    let columns = vec![
        Column::text("name", "TEMPLATE"),
        Column::text("about", "FOR").shrinks(1),
        Column::text("from", "FROM"),
    ];
    show(session, "template.list", columns, rows, "")?;
    session.io.hint("okr init --from NAME --dry-run");
    Ok(Exit::Done)
}
