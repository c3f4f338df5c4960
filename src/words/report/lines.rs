//! The lines of lists that several reports share: a change, a win, a risk, an ask, a remark.

use chrono::NaiveDate;
use okr_core::domain::check_in::{Ask, Win};
use okr_core::domain::objective::Vision;
use okr_core::report::item::Item;
use okr_core::report::said::{Remark, Told};
use okr_core::report::status::Need;
use okr_core::report::summary::Summary;
use okr_core::time::local_instant;

use super::Manner;
use crate::words::report::page::{Block, Text};
use crate::words::{dates, facts, forecast, item as words, progress};

/// `K6 Win 500 new readers`.
pub(super) fn named(id: &str, title: &str) -> Text {
    Text::default().id(id).plain(" ").said(title)
}

/// What a list leaves out, and the line that shows all of it. A report about a part has no such line: the
/// filter is not everybody's to read, and not every command takes one.
pub(super) fn more(count: usize, line: &str, manner: Manner<'_>) -> Text {
    match manner.filter.is_empty() {
        true => Text::of(format!("and {count} more: {line}")),
        false => Text::of(format!("and {count} more")),
    }
}

/// `V1 Software teams trust on day one; V2 …`, where the table of objectives names visions by their ids.
pub(super) fn visions(found: &Summary<'_>) -> Option<Text> {
    let [first, others @ ..] = found.visions.as_slice() else {
        return None;
    };
    let name = |text: Text, vision: &Vision| {
        text.id(vision.id.to_string())
            .plain(" ")
            .said(&vision.title)
    };
    let all = others
        .iter()
        .fold(name(Text::default(), first), |text, vision| {
            name(text.plain("; "), vision)
        });
    (!others.is_empty()).then_some(all)
}

/// That goals are young and the cycle is not: their pace looks worse than anybody's work.
pub(super) fn young(found: &Summary<'_>) -> Option<Text> {
    const LATE: i64 = 7;
    const YOUNG: i64 = 14;
    let cycle = found.cycle?;
    let made = found
        .objectives
        .iter()
        .map(|one| one.item.head.created)
        .min()?;
    let made = local_instant(made).date_naive();
    let into = (made - cycle.start).num_days();
    let age = (found.day - made).num_days();
    (into > LATE && (0..=YOUNG).contains(&age)).then(|| {
        Text::of(format!(
            "These goals were first written down on {}, {} into the cycle; pace counts from the cycle's first day.",
            dates::weekday(made, found.day),
            dates::days(into)
        ))
    })
}

/// `Coverage gate is on for every repository (for K1, thanks to mei, Fri 21 Aug)`.
pub(super) fn win(win: &Told<Win>, day: NaiveDate) -> Text {
    let mut facts = Vec::new();
    if !win.about.is_empty() {
        facts.push(format!("for {}", win.about.join(", ")));
    }
    if !win.fact.thanks.is_empty() {
        facts.push(format!("thanks to {}", win.fact.thanks.join(", ")));
    }
    facts.push(dates::weekday(win.fact.date, day));
    Text::default()
        .said(&win.fact.title)
        .plain(" (")
        .said(facts.join("; "))
        .plain(")")
}

/// The open asks, numbered, so that a meeting can name them.
pub(super) fn asks(found: &Summary<'_>) -> Vec<Block> {
    let asks = found.said.asks.iter();
    let asks: Vec<Text> = asks.map(|one| ask(one, found.day)).collect();
    match asks.is_empty() {
        true => Vec::new(),
        false => vec![Block::Steps(asks)],
    }
}

/// `Legal: approve the new sign-up form (A1, for K6, open for 16 days)`.
pub(super) fn ask(ask: &Told<Ask>, day: NaiveDate) -> Text {
    let age = (day - ask.fact.date).num_days();
    let open = match age {
        0 => "new today".to_owned(),
        _ => format!("open for {}", dates::days(age)),
    };
    let about = if ask.about.is_empty() {
        String::new()
    } else {
        format!(", for {}", ask.about.join(", "))
    };
    Text::default()
        .said(&ask.fact.title)
        .plain(" (")
        .id(ask.fact.id.to_string())
        .plain(format!("{about}, {open})"))
}

/// `Legal: approve the form (A1): approved`.
pub(super) fn answered(ask: &Told<Ask>) -> Text {
    let text = Text::default()
        .said(&ask.fact.title)
        .plain(" (")
        .id(ask.fact.id.to_string())
        .plain(")");
    match &ask.fact.answer {
        Some(answer) => text.plain(": ").said(answer),
        None => text.plain(": closed"),
    }
}

/// Where it stands, where it goes, what blocks it and how old the figures are.
pub(super) fn risk(need: &Need<'_>, day: NaiveDate) -> Text {
    let item = need.item;
    let found = &item.assessment;
    let mut text = named(&item.id(), &item.head.title)
        .plain(": ")
        .plain(format!(
            "{}, {}{}.",
            words::way(item),
            found.status.name(),
            progress::doubt(item)
        ));
    if let Some(ahead) = found.forecast.and(forecast::told(item, day)) {
        text = text.plain(format!(" Likely {ahead}."));
    }
    if let Some(blocker) = &item.head.blocker {
        let age = need.blocked_days.filter(|days| *days > 0);
        let age = age.map_or_else(String::new, |days| format!(" for {}", dates::days(days)));
        text = text
            .plain(format!(" Blocked{age}: "))
            .said(blocker.trim_end_matches('.'))
            .plain(".");
    }
    match need.days_since {
        None => text.plain(" Never checked in."),
        Some(days) if found.stale || days > 7 => {
            text.plain(format!(" Last check-in {}.", dates::ago(days)))
        }
        Some(_) => text,
    }
}

/// `K2 Wed 26 Aug, li: the rota works`.
pub(super) fn remark(remark: &Remark, day: NaiveDate) -> Text {
    let text = Text::default()
        .id(&remark.id)
        .plain(format!(" {}", dates::weekday(remark.date, day)));
    let text = match &remark.by {
        Some(by) => text.plain(", ").said(by),
        None => text,
    };
    text.plain(": ").said(&remark.text)
}

/// `K3 Wed 26 Aug, li: skipped because the survey is not back`.
pub(super) fn skip(skip: &Remark, day: NaiveDate) -> Text {
    let reason = skip.text.trim_end_matches('.');
    remark(
        &Remark {
            text: format!("skipped because {reason}"),
            ..skip.clone()
        },
        day,
    )
}

/// `K5 Publish 12 articles: 7 of 12 articles, last check-in 3 days ago`.
pub(super) fn waiting(item: &Item) -> Text {
    let found = &item.assessment;
    let last = found.days_since.map_or_else(
        || "never checked in".to_owned(),
        |days| format!("last check-in {}", dates::ago(days)),
    );
    named(&item.id(), &item.head.title).plain(format!(
        ": {}, {}, {last}",
        words::way(item),
        found.status.name()
    ))
}

/// Both scores of a target that moved.
pub(super) fn moved(item: &Item) -> Option<Text> {
    let told = facts::agreed(item)?;
    Some(named(&item.id(), &item.head.title).plain(": ").plain(told))
}

/// What is known before the first check-in: where it starts and where it goes.
pub(super) fn beginning(item: &Item) -> Text {
    let text = named(&item.id(), &item.head.title).plain(": ");
    match words::start(item).zip(words::target(item)) {
        Some((start, target)) => text.plain(format!("from {start} to {target}")),
        None => text.plain(progress::capital(&words::way(item)).to_lowercase()),
    }
}
