//! How the habit is told: who checks in, for how long, how old the figures are. Counts only, and never of
//! one person.

use chrono::NaiveDate;
use okr_core::report::adoption::{Adoption, Share, Streak};
use okr_core::report::item::Item;
use okr_core::report::summary::Summary;

use crate::words::report::page::Text;
use crate::words::{dates, progress, status};

/// `7 of 8 key results updated in the last 7 days. K6 is 9 days old.`
pub(super) fn data(found: &Summary<'_>) -> Text {
    let fresh = &found.adoption.freshness;
    let all = || found.objectives.iter().flat_map(|one| &one.key_results);
    if all().next().is_none() {
        return Text::of("Data: no key result yet.");
    }
    let mut text = Text::default().strong("Data:");
    if fresh.updated.of > 0 {
        text = text.plain(format!(
            " {} of {} updated in the last {}.",
            fresh.updated.count,
            status::counted(fresh.updated.of, "key result"),
            dates::days(fresh.days)
        ));
    }
    // A check-in that brings no value is news and no number.
    let unknown = || all().filter(|item| item.assessment.current.is_none());
    let looked_at: Vec<String> = silent(found).map(|item| item.id()).collect();
    let is_closed = fresh.updated.of == 0;
    if is_closed || !looked_at.is_empty() {
        let count = all().count();
        let have = count - unknown().count();
        let verb = if have == 1 { "has" } else { "have" };
        let noun = if is_closed { " key results" } else { "" };
        text = text.plain(format!(" {have} of {count}{noun} {verb} a value"));
        text = match looked_at.is_empty() {
            true => text.plain("."),
            false => text
                .plain("; checked in without one: ")
                .id(several(&looked_at))
                .plain("."),
        };
    }
    if let Some(oldest) = &fresh.oldest {
        text = text
            .plain(" ")
            .id(&oldest.id)
            .plain(format!(" is {} old.", dates::days(oldest.days)));
    }
    match fresh.never {
        0 => text,
        1 => text.plain(" 1 was never checked in."),
        never => text.plain(format!(" {never} were never checked in.")),
    }
}

/// Key results that were checked in and never with a value.
pub(super) fn silent<'a>(found: &'a Summary<'a>) -> impl Iterator<Item = &'a Item> {
    let all = found.objectives.iter().flat_map(|one| &one.key_results);
    all.copied().filter(|item| {
        let found = &item.assessment;
        found.current.is_none() && found.last.is_some()
    })
}

/// The first few ids and how many more there are.
fn several(ids: &[String]) -> String {
    const MOST: usize = 5;
    let shown = ids
        .iter()
        .take(MOST)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match ids.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Who checks in, for how long, and how much serves a vision: counts, never names of people.
pub(super) fn adoption(found: &Adoption, since: NaiveDate, day: NaiveDate) -> Vec<Text> {
    let mut lines = Vec::new();
    let since = dates::weekday(since, day);
    let mut share = |share: Share, noun: &str, told: String| {
        if share.of > 0 {
            let of = status::counted(share.of, noun);
            lines.push(Text::of(format!("{} of {of} {told}", share.count)));
        }
    };
    // One owner is a person, and persons are not counted.
    if found.owners.of > 1 {
        share(found.owners, "owner", format!("checked in since {since}"));
    }
    if found.teams.of > 1 {
        share(found.teams, "team", format!("checked in since {since}"));
    }
    let serve = if found.aligned.of == 1 {
        "serves"
    } else {
        "serve"
    };
    share(found.aligned, "objective", format!("{serve} a vision"));
    let period = match found.freshness.days {
        7 => "week",
        14 => "two-week period",
        _ => "month",
    };
    let row = |streak: &&Streak| streak.team.is_none();
    for streak in found.streaks.iter().filter(row) {
        let periods = status::counted(streak.periods, period);
        let end = if streak.periods > 1 { " in a row" } else { "" };
        lines.push(Text::of(format!(
            "Checked in for {periods}{end} (a review, or at least half of the key results)"
        )));
    }
    if found.teams.of > 1 {
        let each = found.streaks.iter().filter_map(|streak| {
            let team = streak.team.as_ref()?;
            Some(format!("{team} {}", streak.periods))
        });
        let each: Vec<String> = each.collect();
        if !each.is_empty() {
            let text = Text::of(format!("{}s in a row by team: ", progress::capital(period)));
            lines.push(text.said(each.join(", ")));
        }
    }
    lines
}
