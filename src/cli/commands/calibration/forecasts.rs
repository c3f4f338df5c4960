//! The scores of replayed forecasts as a table: all of them, then by kind of measure and by the time
//! that lay ahead, so that a mean cannot hide a group that goes wrong.

use okr_core::Result;
use okr_core::domain::calibration::{Case, Losses, Scores, score};
use okr_core::domain::measure::Kind;
use okr_core::report::calibration::Replayed;
use serde_json::{Value, json};

use crate::cli::output::{Column, Listing, Row, record, tables};
use crate::cli::selection;
use crate::cli::session::Session;
use crate::words::calibration as words;

/// Days ahead up to which a case belongs to the group.
const AHEAD: [(&str, i64, i64); 3] = [
    ("up to 2 weeks ahead", 1, 14),
    ("2 to 6 weeks ahead", 15, 42),
    ("more than 6 weeks ahead", 43, i64::MAX),
];

pub fn listing(session: &Session<'_>, replayed: &[Replayed]) -> Result<Listing> {
    let columns = vec![
        Column::text("group", "FORECASTS"),
        Column::number("key_results", "KEY RESULTS"),
        Column::number("cases", "CASES"),
        Column::number("coverage80", "IN RANGE"),
        Column::number("ours", "LOSS"),
        Column::number("last_value_stays", "STAYS"),
        Column::number("straight_line", "LINE"),
    ];
    let day = session.day()?;
    let mut listing = tables::empty(
        "calibration.forecasts",
        selection::as_of(session, day),
        columns,
    );
    let used = |wanted: &dyn Fn(&Replayed) -> bool, ahead: (i64, i64)| {
        let groups = replayed.iter().filter(|one| wanted(one));
        let chosen: Vec<Vec<Case>> = groups
            .map(|one| {
                let within = |case: &&Case| ahead.0 <= case.days && case.days <= ahead.1;
                one.cases.iter().filter(within).copied().collect()
            })
            .filter(|cases: &Vec<Case>| !cases.is_empty())
            .collect();
        (chosen.len(), chosen.concat())
    };
    let any = (0, i64::MAX);
    let (key_results, cases) = used(&|_| true, any);
    let all = score(&cases);
    listing.rows.push(row("all", key_results, all.as_ref()));
    if all.is_some() {
        for kind in Kind::ALL {
            let (key_results, cases) = used(&|one| one.kind == kind, any);
            if let Some(scores) = score(&cases) {
                listing
                    .rows
                    .push(row(kind.name(), key_results, Some(&scores)));
            }
        }
        for (name, from, to) in AHEAD {
            let (key_results, cases) = used(&|_| true, (from, to));
            if let Some(scores) = score(&cases) {
                listing.rows.push(row(name, key_results, Some(&scores)));
            }
        }
    }
    listing
        .remarks
        .push(words::forecasts(all.as_ref(), key_results));
    Ok(listing)
}

fn row(group: &str, key_results: usize, scores: Option<&Scores>) -> Row {
    let loss = |of: fn(&Losses) -> f64| {
        scores.map_or_else(
            || "-".to_owned(),
            |scores| format!("{:.4}", of(&scores.mean)),
        )
    };
    let covered = scores.map_or_else(
        || "-".to_owned(),
        |scores| format!("{:.1}%", scores.coverage80 * 100.0),
    );
    let cases = scores.map_or(0, |scores| scores.cases);
    Row {
        cells: vec![
            group.into(),
            key_results.to_string().into(),
            cases.to_string().into(),
            covered.clone().into(),
            loss(|losses| losses.ours).into(),
            loss(|losses| losses.last_value_stays).into(),
            loss(|losses| losses.straight_line).into(),
        ],
        item: item(group, key_results, scores),
        sentence: format!("Forecasts, {group}. {cases} cases. {covered} inside the 80% range."),
    }
}

fn item(group: &str, key_results: usize, scores: Option<&Scores>) -> Value {
    let losses = |losses: &Losses| {
        json!({
            "ours": record::fraction(losses.ours),
            "last_value_stays": record::fraction(losses.last_value_stays),
            "straight_line": record::fraction(losses.straight_line),
        })
    };
    let at = |level: usize| scores.map(|scores| losses(&scores.at[level]));
    json!({
        "type": "forecasts",
        "group": group,
        "key_results": key_results,
        "cases": scores.map_or(0, |scores| scores.cases),
        "coverage80": scores.map(|scores| record::fraction(scores.coverage80)),
        "mean_pinball_loss": scores.map(|scores| losses(&scores.mean)),
        "pinball10": at(0),
        "pinball50": at(1),
        "pinball90": at(2),
    })
}
