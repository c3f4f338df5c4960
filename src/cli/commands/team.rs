//! `okr team`: who objectives belong to.

use clap::Args;
use std::collections::BTreeMap;

use okr_core::act::Action;
use okr_core::domain::objective::{Head, Team};
use okr_core::store::{key_results, objectives, visions};
use okr_core::{Connection, Result};
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Row, record};
use crate::cli::sayings::show;
use crate::cli::session::Session;
use crate::cli::written;
use crate::words::outcome::counted;
use crate::words::tone::Tone;

#[derive(Debug, Args)]
pub struct TeamArgs {
    #[command(subcommand)]
    pub command: TeamCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum TeamCommand {
    /// All teams with what they have
    List,
    /// A new team
    Add {
        /// Its short name
        #[arg(value_name = "NAME")]
        name: String,
        /// Its full name
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
    },
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: TeamArgs) -> Result<Exit> {
    match arguments.command {
        TeamCommand::List => list(session),
        TeamCommand::Add { name, title } => {
            written::write(session, "team.add", &Action::AddTeam { name, title })
        }
    }
}

fn list(session: &mut Session<'_>) -> Result<Exit> {
    let rows = session.need_book()?.read(rows)?;
    let columns = vec![
        Column::text("id", "TEAM"),
        Column::number("objectives", "OBJECTIVES"),
        Column::number("key_results", "KEY RESULTS"),
        Column::text("declared", "DECLARED"),
        Column::text("title", "TITLE").shrinks(1),
    ];
    show(
        session,
        "team.list",
        columns,
        rows,
        "No teams yet:  okr team add web",
    )
}

#[derive(Default)]
struct Count {
    declared: Option<Team>,
    objectives: usize,
    key_results: usize,
}

/// Teams that were declared and teams that live records name. A key result without a team of its
/// own is its objective's team's.
fn rows(connection: &Connection) -> Result<Vec<Row>> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for team in visions::teams(connection)? {
        let name = team.name.clone();
        counts.entry(name).or_default().declared = Some(team);
    }
    let live = |head: &Head| head.dropped.is_none();
    for objective in objectives::of_cycle(connection, None)?
        .iter()
        .filter(|objective| live(&objective.head))
    {
        if let Some(team) = &objective.head.team {
            counts.entry(team.clone()).or_default().objectives += 1;
        }
        for kr in key_results::of_objective(connection, objective.head.uid)?
            .iter()
            .filter(|kr| live(&kr.head))
        {
            if let Some(team) = kr.head.team.as_ref().or(objective.head.team.as_ref()) {
                counts.entry(team.clone()).or_default().key_results += 1;
            }
        }
    }
    Ok(counts
        .into_iter()
        .map(|(name, count)| row(name, &count))
        .collect())
}

fn row(name: String, count: &Count) -> Row {
    let declared = if count.declared.is_some() {
        "yes"
    } else {
        "no"
    };
    let title = count.declared.as_ref().and_then(|team| team.title.clone());
    let mut item = match &count.declared {
        Some(team) => record::team(team),
        None => json!({ "id": name, "uid": null, "type": "team", "title": null }),
    };
    if let serde_json::Value::Object(item) = &mut item {
        item.insert("declared".to_owned(), count.declared.is_some().into());
        item.insert("objectives".to_owned(), count.objectives.into());
        item.insert("key_results".to_owned(), count.key_results.into());
    }
    Row {
        sentence: format!(
            "{name}. {}, {}.",
            counted(count.objectives, "objective"),
            counted(count.key_results, "key result")
        ),
        cells: vec![
            Cell::toned(name, Tone::Id),
            count.objectives.to_string().into(),
            count.key_results.to_string().into(),
            declared.into(),
            title.unwrap_or_default().into(),
        ],
        item,
    }
}
