//! The facts of one record as labels and texts, in the order a person asks for them. Pages, line mode
//! and the full-screen view show the same ones; where they stand is for those to say.

use chrono::NaiveDate;
use okr_core::domain::assess::{Flag, StartSource};
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::quantity::Quantity;
use okr_core::report::item::Item;

use super::glyphs::Glyphs;
use super::tone::Tone;
use super::{dates, forecast, item as words, progress, sitting};

/// One thing to know: `target`, `84 bug reports`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub text: String,
    pub tone: Option<Tone>,
}

/// A list of facts that leaves out what is not known.
#[derive(Debug, Default)]
pub struct Facts(pub Vec<Fact>);

impl Facts {
    pub fn add(&mut self, label: &str, text: impl Into<String>) {
        self.0.push(Fact {
            label: label.to_owned(),
            text: text.into(),
            tone: None,
        });
    }

    pub fn add_if(&mut self, label: &str, text: Option<impl Into<String>>) {
        if let Some(text) = text {
            self.add(label, text);
        }
    }

    pub fn toned(&mut self, label: &str, text: impl Into<String>, tone: Tone) {
        self.0.push(Fact {
            label: label.to_owned(),
            text: text.into(),
            tone: Some(tone),
        });
    }
}

/// A change of value with its sign: `+12`, `+2 points`.
#[must_use]
pub fn change(change: Quantity, measure: &Measure, glyphs: &Glyphs) -> String {
    sitting::change(change, Some(measure), glyphs.minus)
}

/// What the numbers are: value, target, progress, pace, forecast.
#[must_use]
pub fn numbers(item: &Item, day: NaiveDate, bar: usize, glyphs: &Glyphs) -> Vec<Fact> {
    let found = &item.assessment;
    let mut facts = Facts::default();
    if let Some(measure) = &item.measure {
        of_measure(item, measure, day, &mut facts, glyphs);
    }
    let done = match (found.progress, found.raw) {
        (None, _) => "unknown".to_owned(),
        (Some(_), Some(raw)) if raw > 1.0 => {
            format!("100% (in fact {})", progress::share(Some(raw)))
        }
        (Some(_), Some(raw)) if raw < 0.0 => format!("0% (in fact {})", progress::share(Some(raw))),
        (Some(_), _) if bar > 0 => progress::bar(found.progress, bar, glyphs)
            .trim_start()
            .to_owned(),
        (known, _) => progress::share(known),
    };
    facts.toned("progress", done, progress::tone(found.status));
    if let (Some(expected), Some(points)) = (found.expected, found.pace_points) {
        facts.add(
            "pace",
            format!(
                "{} expected, {}",
                progress::share(Some(expected)),
                progress::pace_beside(points)
            ),
        );
    }
    facts.add_if("forecast", forecast::told(item, day));
    facts.add_if("needed", forecast::needed(item, glyphs));
    facts.add_if("zone", found.zone.map(|zone| zone.name()));
    facts.0
}

/// `+7% in a week`, `+7% since 12 Aug`; `None` when nothing moved.
fn moved(item: &Item, measure: &Measure, day: NaiveDate, glyphs: &Glyphs) -> Option<String> {
    if let Some(moved) = item.assessment.week_change {
        let in_words = format!("{} in a week", change(moved, measure, glyphs));
        return Some(in_words).filter(|_| !moved.is_zero());
    }
    let now = item.assessment.current?;
    let mut valued = item.series.iter().rev().filter(|one| one.value.is_some());
    let last = valued.next()?;
    let before = valued.find(|one| one.date < last.date)?;
    let moved = now.minus(before.value?).filter(|moved| !moved.is_zero())?;
    Some(format!(
        "{} since {}",
        change(moved, measure, glyphs),
        dates::short(before.date, day)
    ))
}

fn of_measure(item: &Item, measure: &Measure, day: NaiveDate, facts: &mut Facts, glyphs: &Glyphs) {
    let found = &item.assessment;
    let now = words::current(item).map(|now| match moved(item, measure, day, glyphs) {
        Some(moved) => format!("{now}, {moved}"),
        None => now,
    });
    facts.add("now", now.unwrap_or_else(|| "no value yet".to_owned()));
    facts.add_if("source", words::source(item));
    let target = match (measure.kind, found.goal) {
        (Kind::Milestone | Kind::Steps | Kind::Zones, _) => None,
        (Kind::Hold, _) | (_, None) => words::target(item),
        (_, Some(goal)) => Some(words::value(goal, measure)),
    };
    facts.add_if("target", target);
    if let Some(zones) = &measure.zones {
        facts.add("commit", zones.commit.clone());
        facts.add("target", zones.target.clone());
        facts.add("stretch", zones.stretch.clone());
    }
    let source = match found.start_source {
        StartSource::FirstCheckIn => " (the first check-in)",
        _ => "",
    };
    facts.add_if(
        "start",
        words::start(item).map(|start| format!("{start}{source}")),
    );
}

/// Who and when: status, confidence, people, days. With glyphs the status has its sign.
#[must_use]
pub fn circumstances(item: &Item, day: NaiveDate, glyphs: Option<&Glyphs>) -> Vec<Fact> {
    let (found, head) = (&item.assessment, &item.head);
    let mut facts = Facts::default();
    let status = glyphs.map_or_else(
        || found.status.name().to_owned(),
        |glyphs| {
            progress::status(found.status, glyphs)
                .trim_start()
                .to_owned()
        },
    );
    facts.toned("status", status, progress::tone(found.status));
    if let Some(answer) = found.confidence {
        let before = found.confidence_before.filter(|before| *before != answer);
        let was = before.map_or_else(String::new, |before| format!(", was {before}"));
        facts.add("confidence", format!("{answer} of 10{was}"));
    }
    facts.add_if("owner", item.owner.as_ref());
    facts.add_if("team", item.team.as_ref());
    if let Some(cycle) = &item.cycle {
        let (week, weeks) = cycle.week(day);
        let when = if cycle.contains(day) {
            format!(", week {week} of {weeks}")
        } else {
            String::new()
        };
        facts.add("cycle", format!("{}{when}", cycle.name));
    }
    facts.add_if("due", head.due.map(|due| dates::weekday(due, day)));
    if let Some(last) = found.last {
        let since = (day - last).num_days();
        facts.add(
            "last look",
            format!("{}, {}", dates::short(last, day), dates::ago(since)),
        );
    }
    facts.add_if("weight", head.weight.map(|weight| weight.to_string()));
    facts.add_if("ambition", head.ambition.map(|ambition| ambition.name()));
    facts.add_if("handle", head.handle.as_ref());
    facts.add_if(
        "tags",
        Some(head.tags.join(", ")).filter(|tags| !tags.is_empty()),
    );
    facts.0
}

/// What a reader should know, each a sentence: blocker, what moved, what is unusual.
#[must_use]
pub fn sentences(item: &Item, day: NaiveDate) -> Vec<(Option<Tone>, String)> {
    let (found, head) = (&item.assessment, &item.head);
    let mut said = Vec::new();
    if let Some(dropped) = head.dropped {
        let because = head
            .dropped_because
            .as_ref()
            .map_or_else(String::new, |because| format!(": {because}"));
        said.push((
            Some(Tone::Warning),
            format!("Dropped on {}{because}", dates::short(dropped, day)),
        ));
    } else if item.is_dropped {
        said.push((Some(Tone::Warning), "Dropped with its objective".to_owned()));
    }
    if let Some(blocker) = &head.blocker {
        let age = head
            .blocked_since
            .map(|since| (day - since).num_days())
            .filter(|age| *age > 0);
        let age = age.map_or_else(String::new, |age| format!(" for {}", dates::days(age)));
        said.push((Some(Tone::Warning), format!("Blocked{age}: {blocker}")));
    }
    // Of what was dropped, that is said already.
    if !found.reason.is_empty() && !item.is_dropped {
        said.push((None, sentence(&found.reason)));
    }
    if let Some(covered) = found
        .coverage
        .filter(|covered| covered.reported < covered.counted)
    {
        said.push((None, sentence(&covered.sentence(found.progress))));
    }
    if let Some(text) = agreed(item) {
        said.push((None, text));
    }
    let shown = |flag: &&Flag| !(**flag == Flag::Moved && found.agreed.is_some());
    said.extend(
        found
            .flags
            .iter()
            .filter(shown)
            .map(|flag| (None, sentence(flag.sentence()))),
    );
    said
}

/// Both scores of a target that moved.
#[must_use]
pub fn agreed(item: &Item) -> Option<String> {
    let agreed = item.assessment.agreed.as_ref()?;
    let measure = item.measure.as_ref()?;
    let by = |fraction: Option<f64>| progress::share(fraction);
    let what = match (agreed.goal, agreed.start) {
        (Some(goal), _) if agreed.goal != item.assessment.goal => {
            format!("target {}", words::value(goal, measure))
        }
        (_, Some(start)) if agreed.start != item.assessment.start => {
            format!("start {}", words::value(start, measure))
        }
        _ => {
            let old = Measure {
                low: agreed.low,
                high: agreed.high,
                ..measure.clone()
            };
            words::bounds(&old)?
        }
    };
    Some(format!(
        "Agreed at the opening: {what}. {} by what was agreed, {} by what stands today.",
        by(agreed.progress),
        by(item.assessment.progress)
    ))
}

/// With a capital and a full stop.
#[must_use]
pub fn sentence(text: &str) -> String {
    words::ended(&[progress::capital(text)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;

    #[test]
    fn no_change_has_no_sign_and_a_move_in_rank_no_number_sign() {
        let shown = |kind, text: &str| {
            let measure = Measure {
                kind,
                ..Measure::default()
            };
            let quantity = text.parse().expect("a number");
            change(quantity, &measure, GlyphSet::Ascii.glyphs())
        };
        assert_eq!(shown(Kind::Number, "0"), "0");
        assert_eq!(shown(Kind::Number, "2"), "+2");
        assert_eq!(shown(Kind::Rank, "-2"), "-2");
        // Percentages and zones differ by points, wherever it is said.
        assert_eq!(shown(Kind::Percent, "2"), "+2 points");
        assert_eq!(shown(Kind::Zones, "0.25"), "+25 points");
    }
}
