//! Rules about one key result: its words, its measure, its check-ins.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};

use super::{Finding, LOOK_BACK, Rule, Sight, days_since, wording};
use crate::domain::assess::{Flag, StartSource, Status};
use crate::domain::id::Uid;
use crate::domain::measure::{Direction, Kind, Measure};
use crate::report::due::due;
use crate::report::item::Item;

/// Days a start may be missing.
const START_MISSING: i64 = 14;
/// Days a blocker may be open before somebody is asked.
const BLOCKED: i64 = 14;
/// A fall of the pace that should shake a confidence: five points.
const FALL: f64 = 0.05;
const SURE: u8 = 8;
const DOUBTFUL: u8 = 3;
/// The pace from which on it is ahead, and below which it is behind; as in `assess`.
const AHEAD: f64 = 1.15;
const BEHIND: f64 = 0.70;

pub(super) fn findings(item: &Item, live: &[&Item], sight: &Sight<'_>, found: &mut Vec<Finding>) {
    let Some(measure) = item.measure.as_ref() else {
        return;
    };
    let find = |rule| Finding::of(rule, item);
    let title = &item.head.title;
    found.extend(metric(item, measure, sight.board.day).map(find));
    found.extend(wording::tip(title, measure).map(find));
    if let Some(word) = wording::vague_word(title).filter(|_| !has_number(item, measure)) {
        found.push(find(Rule::VagueWord).about(word));
    }
    if let Some(other) = wording::second_target(title) {
        found.push(find(Rule::TwoTargets).about(other));
    }
    found.extend(same_metric(item, measure, live));
    found.extend(outside(item));
    if let Some(days) = silence(item, sight) {
        found.push(find(Rule::LongSilence).counting(days));
    }
    if is_same_confidence(item, sight) {
        found.push(find(Rule::SameConfidence));
    }
    if is_lowered(item, measure) {
        found.push(find(Rule::TargetLowered));
    }
    let answer = item.assessment.confidence;
    let pace = item.assessment.pace;
    if let Some((answer, pace)) = answer.zip(pace) {
        let is_open = !matches!(item.assessment.status, Status::Done | Status::NoData);
        let differ = (answer >= SURE && pace < BEHIND) || (answer <= DOUBTFUL && pace >= AHEAD);
        if is_open && differ {
            found.push(find(Rule::ConfidenceAgainstPace).counting(usize::from(answer)));
        }
    }
}

fn has_number(item: &Item, measure: &Measure) -> bool {
    measure.kind != Kind::Unknown
        && (item.assessment.goal.is_some()
            || measure.change.is_some()
            || measure.kind == Kind::Hold)
        && measure.kind != Kind::Milestone
}

/// Whether it can be scored at all.
fn metric(item: &Item, measure: &Measure, day: NaiveDate) -> Option<Rule> {
    let found = &item.assessment;
    let has_goal = match measure.kind {
        Kind::Unknown => false,
        Kind::Hold => measure.low.is_some() || measure.high.is_some(),
        _ => found.goal.is_some() || measure.change.is_some(),
    };
    if !has_goal {
        return Some(Rule::NoMetric);
    }
    let needs_start = !matches!(
        measure.kind,
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones
    );
    if needs_start && found.start_source == StartSource::Unknown {
        return (days_since(item.head.created, day) >= START_MISSING).then_some(Rule::NoStart);
    }
    let wrong_way =
        found
            .start
            .zip(found.goal)
            .is_some_and(|(start, goal)| match measure.direction {
                Direction::Up => goal < start,
                Direction::Down => goal > start,
                Direction::Stay => false,
            });
    let wrong_way = wrong_way || wording::is_against_its_verb(&item.head.title, measure);
    let is_flat = found.flags.contains(&Flag::Flat);
    (needs_start && (is_flat || wrong_way)).then_some(Rule::NoWay)
}

/// The first other key result that measures the same: the same words around the numbers, or the same
/// thing counted under the same objective. Said of the later one.
fn same_metric(item: &Item, measure: &Measure, live: &[&Item]) -> Option<Finding> {
    let words = wording::without_numbers(&item.head.title);
    let unit = measure.unit.as_deref().unwrap_or_default().to_lowercase();
    let same = |other: &&&Item| {
        let Some(theirs) = other.measure.as_ref() else {
            return false;
        };
        let same_words = !words.is_empty() && wording::without_numbers(&other.head.title) == words;
        let same_thing = measure.kind == Kind::Count
            && theirs.kind == Kind::Count
            && !unit.is_empty()
            && theirs.unit.as_deref().unwrap_or_default().to_lowercase() == unit
            && other.head.parent == item.head.parent;
        same_words || same_thing
    };
    let before = live
        .iter()
        .take_while(|other| other.head.uid != item.head.uid);
    let other = before.into_iter().find(same)?;
    Some(Finding::of(Rule::SameMetric, item).about(other.id()))
}

/// A day after or before the cycle, or a quarter that is not the cycle's.
fn outside(item: &Item) -> Option<Finding> {
    let cycle = item.cycle.as_ref()?;
    let finding = |about: String| Some(Finding::of(Rule::OutsideCycle, item).about(about));
    if let Some(due) = item.head.due.filter(|due| !cycle.contains(*due)) {
        return finding(due.to_string());
    }
    let (named, own) = (
        wording::quarter(&item.head.title)?,
        wording::quarter(&cycle.name)?,
    );
    match named == own {
        true => None,
        false => finding(format!("Q{named}")),
    }
}

/// The days it waits, once that is too long.
fn silence(item: &Item, sight: &Sight<'_>) -> Option<usize> {
    let found = due([item], sight.cadence, sight.board.day);
    let waiting = found.items.first().filter(|due| due.overdue)?;
    let made = days_since(item.head.created, sight.board.day);
    usize::try_from(waiting.days_since.unwrap_or(made)).ok()
}

/// Three answers at least over the last four weeks, all the same, while the pace fell.
fn is_same_confidence(item: &Item, sight: &Sight<'_>) -> bool {
    let day = sight.board.day;
    let since = day.checked_sub_days(Days::new(LOOK_BACK)).unwrap_or(day);
    let answers: Vec<(NaiveDate, u8)> = item
        .series
        .iter()
        .filter_map(|one| Some((one.date, one.confidence?)))
        .collect();
    let before = answers.iter().rev().find(|(date, _)| *date <= since);
    let recent = answers.iter().filter(|(date, _)| *date > since);
    let all: Vec<u8> = before
        .into_iter()
        .chain(recent)
        .map(|(_, answer)| *answer)
        .collect();
    let is_open = item.assessment.status != Status::Done;
    let is_same = is_open
        && before.is_some()
        && all.len() >= 3
        && all.windows(2).all(|pair| pair[0] == pair[1]);
    let then = sight
        .earlier
        .items
        .iter()
        .find(|earlier| earlier.head.uid == item.head.uid)
        .and_then(|earlier| earlier.assessment.pace_points);
    let falls = item
        .assessment
        .pace_points
        .zip(then)
        .is_some_and(|(now, then)| now < then - FALL);
    is_same && falls
}

/// Whether today's target is nearer than the one agreed at the opening.
fn is_lowered(item: &Item, measure: &Measure) -> bool {
    let found = &item.assessment;
    let Some(agreed) = &found.agreed else {
        return false;
    };
    if measure.kind == Kind::Hold {
        let looser_low = agreed
            .low
            .zip(measure.low)
            .is_some_and(|(agreed, low)| low < agreed);
        let looser_high = agreed
            .high
            .zip(measure.high)
            .is_some_and(|(agreed, high)| high > agreed);
        return looser_low || looser_high;
    }
    let ends = found
        .goal
        .zip(agreed.goal)
        .zip(agreed.start.or(found.start));
    ends.is_some_and(|((today, agreed), start)| {
        let way = |goal: crate::domain::quantity::Quantity| (goal.as_f64() - start.as_f64()).abs();
        way(today) < way(agreed)
    })
}

/// An open blocker of any record that nobody was asked about.
pub(super) fn blocked(item: &Item, asked: &HashSet<Uid>, day: NaiveDate) -> Option<Finding> {
    let since = item.head.blocker.as_ref().and(item.head.blocked_since)?;
    let days = (day - since).num_days();
    // What was asked before it went on into this cycle is still open.
    let mut about = [Some(item.head.uid), item.head.ancestor]
        .into_iter()
        .flatten();
    let is_old = days > BLOCKED && !about.any(|uid| asked.contains(&uid));
    is_old.then(|| {
        let finding = Finding::of(Rule::BlockedWithoutAsk, item);
        match usize::try_from(days) {
            Ok(days) => finding.counting(days),
            Err(_) => finding,
        }
    })
}
