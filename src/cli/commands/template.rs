//! `okr template`: the outlines a book can begin from.

use clap::Args;
use okr_core::{Error, Result};
use serde_json::json;

use super::export;
use crate::cli::exit::Exit;
use crate::cli::io::said;
use crate::cli::output::{Cell, Column, Row};
use crate::cli::sayings::show;
use crate::cli::session::Session;
use crate::place;
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
    /// Keep what is in the book as a template of your own
    Save {
        #[arg(value_name = "NAME")]
        name: String,
        /// Only what fits; see okr help filters
        #[arg(value_name = "FILTER")]
        filter: Vec<String>,
        /// In the place of one of your own with that name
        #[arg(long)]
        replace: bool,
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
        TemplateCommand::Save {
            name,
            filter,
            replace,
        } => save(session, &name, &filter, replace),
    }
}

/// An outline beside the settings. Owners, days and starts stay here: they are of one cycle.
fn save(session: &mut Session<'_>, name: &str, filter: &[String], replace: bool) -> Result<Exit> {
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_name || name.is_empty() || name.len() > 40 {
        return Err(
            Error::usage("E108", format!("\"{name}\" is no name of a template"))
                .why("A name is lower case letters, digits and dashes.")
                .next("okr template save our-quarter"),
        );
    }
    let Some(text) = export::template(session, filter)? else {
        return Err(
            Error::not_found("E301", "nothing fits, so there is nothing to keep").next("okr list"),
        );
    };
    let text = format!("#: yours, kept on {}\n{text}", session.now.today);
    let Some(folder) = session.templates() else {
        return Err(Error::storage(
            "E606",
            "there is no home folder to keep a template in",
        ));
    };
    let path = folder.join(format!("{name}.okr"));
    if path.exists() && !replace {
        let error = Error::conflict("E608", format!("{} is there already", path.display()));
        return Err(error
            .why("Nothing was overwritten.")
            .next(format!("okr template save {name} --replace")));
    }
    let kept = if session.globals.dry_run {
        "would keep"
    } else {
        place::replace_private(&path, text.as_bytes()).map_err(|error| {
            let why = format!("{} cannot be written: {}", path.display(), said(&error));
            Error::storage("E614", why)
        })?;
        "kept as"
    };
    let line = format!("{kept} {}", path.display());
    let line = session.io.out.ruler.safe(&line).into_owned();
    session.io.changed(&line)?;
    session.io.hint(&format!("okr init --from {name}"));
    Ok(Exit::Done)
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
