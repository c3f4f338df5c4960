//! Rules about an objective and the key results below it.

use super::{Finding, Rule, below, wording};
use crate::capture::sentence;
use crate::domain::measure::Kind;
use crate::domain::record::Type;
use crate::report::item::Item;

/// More words than this nobody remembers.
const LONG: usize = 12;
/// Key results that share one attention.
const MANY: usize = 5;
/// Objectives of one team.
const MANY_OF_TEAM: usize = 4;

pub(super) fn findings(item: &Item, live: &[&Item], found: &mut Vec<Finding>) {
    let mut find = |rule| found.push(Finding::of(rule, item));
    let words = item.head.title.split_whitespace().count();
    let below = below(item, live);
    if wording::reads_like_key_result(&item.head.title).is_some() {
        find(Rule::NumberInObjective);
    }
    if item.above.is_empty() {
        find(Rule::ServesNothing);
    }
    if item.owner.is_none() {
        find(Rule::NoOwner);
    }
    if words > LONG {
        found.push(Finding::of(Rule::LongObjective, item).counting(words));
    }
    match below.len() {
        0 if item.parts.is_empty() => found.push(Finding::of(Rule::NoKeyResult, item)),
        1 => found.push(Finding::of(Rule::OneKeyResult, item)),
        many if many > MANY => {
            found.push(Finding::of(Rule::ManyKeyResults, item).counting(many));
        }
        _ => {}
    }
    if is_quantity_alone(&below) {
        found.push(Finding::of(Rule::NoQuality, item));
    }
    found.extend(of_team(item, live));
}

/// Two key results at least, and all of them count what is put out: nothing says whether it is any good.
fn is_quantity_alone(below: &[&Item]) -> bool {
    let counts = |item: &&Item| {
        let measure = item.measure.as_ref();
        measure.is_some_and(|measure| {
            measure.kind == Kind::Count && sentence::counts_output(&item.head.title, measure)
        })
    };
    below.len() > 1 && below.iter().all(counts)
}

/// Said once, of the last objective of the team.
fn of_team(item: &Item, live: &[&Item]) -> Option<Finding> {
    let team = item.team.as_ref()?;
    let same = |other: &&&Item| {
        let is_team = other
            .team
            .as_ref()
            .is_some_and(|name| name.eq_ignore_ascii_case(team));
        other.kind == Type::Objective && is_team
    };
    let all: Vec<&&Item> = live.iter().filter(same).collect();
    let is_last = all
        .last()
        .is_some_and(|last| last.head.uid == item.head.uid);
    (is_last && all.len() > MANY_OF_TEAM).then(|| {
        Finding::of(Rule::ManyObjectives, item)
            .counting(all.len())
            .about(team.clone())
    })
}
