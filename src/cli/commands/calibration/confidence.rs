//! Confidence against results as a table: all answers, each cycle, each team, then the bands of the
//! answers. A group with too few key results shows its count and no figure.

use std::collections::BTreeSet;

use okr_core::Result;
use okr_core::domain::calibration::{Answer, BANDS, Belief, FEWEST, believed};
use okr_core::report::calibration::Said;
use serde_json::{Value, json};

use crate::cli::output::{Column, Listing, Row, record, tables};
use crate::cli::selection;
use crate::cli::session::Session;
use crate::words::calibration as words;
use crate::words::progress;

pub fn listing(session: &Session<'_>, said: &[Said]) -> Result<Listing> {
    let columns = vec![
        Column::text("group", "GROUP"),
        Column::text("name", "NAME").shrinks(1),
        Column::number("key_results", "KEY RESULTS"),
        Column::number("answers", "ANSWERS"),
        Column::number("believed", "BELIEVED"),
        Column::number("reached", "REACHED"),
        Column::number("brier", "BRIER"),
    ];
    let day = session.day()?;
    let mut listing = tables::empty("calibration", selection::as_of(session, day), columns);
    let of = |wanted: &dyn Fn(&Said) -> bool| {
        let chosen = said.iter().filter(|one| wanted(one));
        let answers: Vec<Answer> = chosen.map(|one| one.answer).collect();
        believed(&answers)
    };
    let whole = of(&|_| true);
    listing.rows.push(row("all", "", &whole));
    if whole.answers > 0 {
        let cycles: BTreeSet<&str> = said.iter().map(|one| one.cycle.as_str()).collect();
        for cycle in cycles {
            listing
                .rows
                .push(row("cycle", cycle, &of(&|one| one.cycle == cycle)));
        }
        let teams: BTreeSet<&str> = said.iter().filter_map(|one| one.team.as_deref()).collect();
        for team in teams {
            let found = of(&|one| one.team.as_deref() == Some(team));
            listing.rows.push(row("team", team, &found));
        }
        for (low, high) in BANDS {
            let found = of(&|one| (low..=high).contains(&one.answer.confidence));
            let name = format!("{low} to {high}");
            listing.rows.push(row("confidence", &name, &found));
        }
    }
    listing.remarks.push(words::confidence(&whole));
    listing.remarks.push(words::RESULT.to_owned());
    Ok(listing)
}

fn row(group: &'static str, name: &str, found: &Belief) -> Row {
    let figures = found.figures.as_ref();
    let share =
        |of: Option<f64>| of.map_or_else(|| "too few".to_owned(), |one| progress::share(Some(one)));
    let brier = figures.map_or_else(|| "too few".to_owned(), |one| format!("{:.2}", one.brier));
    Row {
        cells: vec![
            group.into(),
            name.into(),
            found.key_results.to_string().into(),
            found.answers.to_string().into(),
            share(figures.map(|one| one.believed)).into(),
            share(figures.map(|one| one.reached)).into(),
            brier.into(),
        ],
        sentence: format!(
            "{} {name}. {}",
            progress::capital(group),
            words::confidence(found)
        ),
        item: item(group, name, found),
    }
}

fn item(group: &str, name: &str, found: &Belief) -> Value {
    let figures = found.figures.as_ref();
    json!({
        "type": "calibration",
        "group": group,
        "name": (!name.is_empty()).then_some(name),
        "key_results": found.key_results,
        "answers": found.answers,
        "believed": figures.map(|one| record::fraction(one.believed)),
        "reached": figures.map(|one| record::fraction(one.reached)),
        "brier": figures.map(|one| record::fraction(one.brier)),
        "reason": figures.is_none().then(|| format!("too few: it takes {FEWEST} key results with a result")),
        "result": "grade, else the score of the last value",
    })
}
