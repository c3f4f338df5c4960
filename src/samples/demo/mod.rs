//! A company to look around in, half way through its cycle, made in memory for any day. Every change is
//! an operation of its own day, so that the past can be asked, too. Nothing of it is ever saved by itself.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::act::cycle::NewCycle;
use okr_core::act::grade::NewGrade;
use okr_core::act::{Action, Commit, Context};
use okr_core::capture::value::Source;
use okr_core::domain::cycle::{Cycle, CycleState};
use okr_core::store::cycles;
use okr_core::time::Now;
use okr_core::{Book, Result};

use crate::reading::outline;

const EARLIER: &str = include_str!("earlier.okr");
const NOW: &str = include_str!("now.okr");
const WEEKS: &str = include_str!("weeks.txt");
const SAID: &str = include_str!("said.txt");

/// Days from today: the two cycles of thirteen weeks, one after the other.
const EARLIER_BEGINS: i64 = -143;
const EARLIER_ENDS: i64 = -53;
const BEGINS: i64 = -52;
const ENDS: i64 = 38;

struct Maker<'a> {
    book: Book,
    context: &'a Context,
    today: NaiveDate,
}

/// The sample company as it stands on the context's day.
///
/// # Errors
/// None in practice.
pub fn book(context: &Context) -> Result<Book> {
    let mut maker = Maker {
        book: Book::in_memory()?,
        context,
        today: context.now.today,
    };
    let (earlier, now) = names(maker.day(BEGINS + 45));
    maker.begin(&earlier, EARLIER_BEGINS, EARLIER_ENDS, EARLIER)?;
    maker.weeks("earlier", EARLIER_ENDS - 77, 14)?;
    maker.grades()?;
    maker.act(
        EARLIER_ENDS,
        "okr cycle close",
        &Action::CloseCycle {
            name: earlier.clone(),
        },
    )?;
    maker.begin(&now, BEGINS, ENDS, NOW)?;
    maker.weeks("now", -49, 7)?;
    Ok(maker.book)
}

/// The names of the quarter of a day and of the one before.
fn names(day: NaiveDate) -> (String, String) {
    let quarter = day.month0() / 3 + 1;
    let now = format!("{}Q{quarter}", day.year());
    let earlier = match quarter {
        1 => format!("{}Q4", day.year() - 1),
        _ => format!("{}Q{}", day.year(), quarter - 1),
    };
    (earlier, now)
}

impl Maker<'_> {
    fn day(&self, from_today: i64) -> NaiveDate {
        let days = Days::new(from_today.unsigned_abs());
        let day = match from_today < 0 {
            true => self.today.checked_sub_days(days),
            false => self.today.checked_add_days(days),
        };
        day.unwrap_or(self.today)
    }

    /// As somebody would have done it on that day.
    fn act_by(&mut self, by: &str, from_today: i64, command: &str, action: &Action) -> Result<()> {
        let context = Context {
            now: Now::noon_of(self.day(from_today)),
            by: by.to_owned(),
            command: command.to_owned(),
            ..self.context.clone()
        };
        self.book.apply(action, &context, Commit::Keep).map(drop)
    }

    fn act(&mut self, from_today: i64, command: &str, action: &Action) -> Result<()> {
        self.act_by("ana", from_today, command, action)
    }

    fn begin(&mut self, name: &str, start: i64, end: i64, text: &str) -> Result<()> {
        let new = NewCycle {
            name: name.to_owned(),
            start: Some(self.day(start)),
            end: Some(self.day(end)),
            planning: false,
        };
        self.act(
            start,
            &format!("okr cycle new {name}"),
            &Action::NewCycle(new),
        )?;
        let all = self.book.read(cycles::all)?;
        let is_it = |cycle: &&Cycle| cycle.name == name && cycle.state == CycleState::Active;
        let context = Context {
            now: Now::noon_of(self.day(start)),
            ..self.context.clone()
        };
        let plan = outline::read(text, &context, all.iter().find(is_it))?;
        let plan = plan.placed(None, false, Some(name.to_owned()))?;
        self.act(start, "okr add -", &Action::AddAll(plan.lines))
    }

    /// The check-ins of a cycle, all of a day as one change, and what was said on that day.
    fn weeks(&mut self, cycle: &str, first: i64, every: i64) -> Result<()> {
        let mut days: BTreeMap<i64, Vec<NewCheckIn>> = BTreeMap::new();
        for line in WEEKS.lines() {
            let mut words = line.split_whitespace();
            if words.next() != Some(cycle) {
                continue;
            }
            let kr = words.next().unwrap_or_default();
            let rest: Vec<&str> = words.collect();
            let mut halves = rest.split(|word| *word == "/");
            let values = halves.next().unwrap_or_default();
            let confidences = halves.next().unwrap_or_default();
            let weeks = (0..).map(|week| first + week * every);
            for (day, (value, confidence)) in weeks.zip(values.iter().zip(confidences)) {
                if *value != "-" {
                    let mut row = NewCheckIn::of(kr, *value);
                    row.confidence = Some((*confidence).to_owned());
                    row.note = said("note", kr, day).map(str::to_owned);
                    days.entry(day).or_default().push(row);
                }
            }
        }
        let rule = Rule {
            keep_going: false,
            any_date: false,
            from: Source::File,
        };
        for (day, rows) in days {
            self.act(day, "okr review", &Action::CheckIn { rows, rule })?;
        }
        if cycle == "now" {
            self.told()?;
        }
        Ok(())
    }

    /// Blockers, wins and asks of the present cycle.
    fn told(&mut self) -> Result<()> {
        for (verb, kr, day, text) in lines() {
            let about = vec![kr.to_owned()];
            let action = match verb {
                "block" => Action::Block {
                    reference: kr.to_owned(),
                    blocker: Some(text.to_owned()),
                },
                "win" => {
                    let (text, thanks) = text.split_once(" / ").unwrap_or((text, ""));
                    Action::Win {
                        text: text.to_owned(),
                        about,
                        thanks: thanks.split(", ").map(str::to_owned).collect(),
                    }
                }
                "ask" => Action::Ask {
                    text: text.to_owned(),
                    about,
                },
                _ => continue,
            };
            self.act_by("ana", day, &format!("okr {verb}"), &action)?;
        }
        Ok(())
    }
}

/// The lines of what was said: verb, key result, day, text.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, i64, &'static str)> {
    SAID.lines().filter_map(|line| {
        let mut words = line.splitn(4, ' ');
        Some((
            words.next()?,
            words.next()?,
            words.next()?.parse().ok()?,
            words.next()?,
        ))
    })
}

fn said(verb: &str, kr: &str, day: i64) -> Option<&'static str> {
    lines()
        .find(|line| line.0 == verb && line.1 == kr && line.2 == day)
        .map(|line| line.3)
}

/// What became of the key results of the earlier cycle: what was learned, and what is next.
const GRADES: [(&str, &str, &str); 4] = [
    ("phone", "The short form did more than the new look", "done"),
    (
        "slow",
        "Measure on old phones first, that is where it was slow",
        "done",
    ),
    (
        "churn",
        "Whoever leaves has been silent for six weeks before",
        "drop",
    ),
    (
        "talks",
        "Half an hour is enough, and people like to be asked",
        "done",
    ),
];

impl Maker<'_> {
    fn grades(&mut self) -> Result<()> {
        for (kr, learned, next) in GRADES {
            let grade = NewGrade {
                reference: kr.to_owned(),
                learned: Some(learned.to_owned()),
                next: Some(next.to_owned()),
                ..NewGrade::default()
            };
            self.act(
                EARLIER_ENDS,
                &format!("okr grade {kr}"),
                &Action::Grade(Box::new(grade)),
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(day: &str) -> Context {
        Context {
            now: Now::noon_of(day.parse().expect("a date")),
            by: "ana".to_owned(),
            command: "okr demo".to_owned(),
            comma: Default::default(),
            policy: Default::default(),
            calendar: Default::default(),
            watch: Default::default(),
        }
    }

    #[test]
    fn the_company_is_half_way_through_its_cycle_on_any_day() {
        for day in ["2026-08-28", "2028-02-29", "2026-01-01", "2027-09-30"] {
            let book = book(&context(day)).expect("a company");
            assert!(
                book.verify().expect("it can be read").findings.is_empty(),
                "{day}"
            );
            let all = book.read(cycles::all).expect("cycles");
            let today = day.parse().expect("a date");
            let now = okr_core::act::cycle::current(&all, today).expect("a cycle");
            assert_eq!(now.week(today), (8, 13), "{day}");
            assert_eq!(now.state, CycleState::Active);
            assert_eq!(all.len(), 2, "{day}");
        }
    }
}
