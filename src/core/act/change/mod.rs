//! Changing fields by name: `okr set K1 target=450 owner=li`. The same names, read the same way, are
//! the options of `okr add`.

mod ask;
mod head;
mod measure;
mod settled;
mod shape;
mod told;
mod win;

use chrono::NaiveDate;

use super::add::live;
use super::text::{kept_text, owner};
use super::writer::Writer;
use super::{Change, Context, FieldChange, Outcome, cycle};
use crate::capture::date::{self, DateContext, Order, Prefer};
use crate::capture::number::{self, TimeUnit};
use crate::domain::cycle::Cycle;
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Plan};
use crate::domain::objective::Objective;
use crate::domain::quantity::Quantity;
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::reference;
use crate::store::{check_ins, key_results, objectives, visions};
use head::set_head;
pub(super) use head::{check_weights_of, set_words};
pub use head::{read_ambition, read_weight};
pub use measure::set_measure;
pub use settled::{check_measure, settle, settle_by_verb};
pub use win::WIN_KEYS;

/// The fields of an objective or a key result that `set` knows, with a word on each.
pub const KEYS: [(&str, &str); 14] = [
    ("title", "the words"),
    ("owner", "who answers for it"),
    ("team", "whose it is"),
    (
        "tag",
        "growth replaces all tags, +growth adds one, -growth takes one away",
    ),
    ("link", "an address, +URL adds one, -URL takes one away"),
    ("due", "a day of its own"),
    (
        "weight",
        "its share in the objective, 0 to track without counting",
    ),
    ("handle", "a name for scripts"),
    ("ambition", "commit or stretch"),
    ("allow", "codes of findings to silence, separated by commas"),
    ("cycle", "the cycle of an objective"),
    (
        "counts",
        "yes or no: whether an objective's progress counts in its parent",
    ),
    ("blocker", "what blocks it"),
    ("dropped", "no brings a dropped record back"),
];

/// The fields of a measure that `set` and the options of `add` know.
pub const MEASURE_KEYS: [(&str, &str); 16] = [
    (
        "kind",
        "count, number, percent, currency, duration, rating, rank, relative, delta, hold, milestone, steps, zones",
    ),
    ("unit", "USD, hours, articles …"),
    ("direction", "up or down"),
    ("start", "the value it began with"),
    ("baseline", "the same as start, for factors and differences"),
    (
        "target",
        "the value to reach; x0.7 is a factor on the start, +5 or -2 a difference",
    ),
    ("from-to", "A..B, start and target in one"),
    ("hold", "..4h, 99.9%.. or 3..5: stay inside"),
    ("scale", "the top of a rating"),
    ("steps", "5, or names with weights: design:2,build:5,launch"),
    ("commit-zone", "the sentence of the commit zone"),
    ("target-zone", "the sentence of the target zone"),
    ("stretch-zone", "the sentence of the stretch zone"),
    (
        "marks",
        "0.3,0.7: the commit and the target mark on the way",
    ),
    ("plan", "linear, back-loaded, or 15apr=20,15may=60"),
    ("change", "the factor or the difference"),
];

/// Sets fields on every record named. All of them or none.
pub(super) fn set(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    typed: &[String],
    changes: &[(String, String)],
) -> Result<()> {
    for reference in typed {
        let found = reference::exact(
            writer.connection,
            reference,
            &[
                Type::KeyResult,
                Type::Objective,
                Type::Vision,
                Type::Win,
                Type::Ask,
            ],
        )?;
        let found = if brings_back(changes) {
            found
        } else {
            live(found)?
        };
        let fields = match found.kind {
            Type::KeyResult => set_key_result(writer, outcome, context, found.uid, changes)?,
            Type::Objective => set_objective(writer, context, found.uid, changes)?,
            Type::Win => win::set_win(writer, found.uid, changes)?,
            Type::Ask => ask::set_ask(writer, found.uid, changes)?,
            _ => set_vision(writer, context, found.uid, changes)?,
        };
        if !fields.is_empty() {
            outcome.changes.push(Change::Changed {
                kind: found.kind,
                uid: found.uid,
                id: found.id,
                title: found.title,
                fields,
            });
        }
    }
    Ok(())
}

fn brings_back(changes: &[(String, String)]) -> bool {
    matches!(changes, [(key, value)] if key == "dropped" && value == "no")
}

/// Another unit of time says the same times in other numbers. What was checked in stays as it is, so
/// with check-ins the unit does, too.
fn convert_times(before: &KeyResult, after: &mut KeyResult, is_used: bool) -> Result<()> {
    let is_time = |kr: &&KeyResult| matches!(kr.measure.kind, Kind::Duration | Kind::Hold);
    let of = |kr| TimeUnit::of(Some(kr).filter(is_time)?.measure.unit.as_deref()?);
    let Some((from, to)) = of(before).zip(of(after)).filter(|(from, to)| from != to) else {
        return Ok(());
    };
    let id = &before.head.id;
    if is_used {
        return Err(Error::refused(
            "E221",
            format!(
                "{id} is checked in in {}, and that stays its unit",
                from.name()
            ),
        )
        .why("Values in another unit of time can be typed all the same: they are converted.")
        .next(format!(
            "okr checkin {id} 2{}",
            match to {
                TimeUnit::Milliseconds => "ms",
                other => other.name().get(..1).unwrap_or_default(),
            }
        )));
    }
    let (old, new) = (&before.measure, &mut after.measure);
    let converted = |was: Option<Quantity>, is: Option<Quantity>| match is.filter(|_| is == was) {
        Some(value) => value
            .times(from.milliseconds())
            .and_then(|value| value.over(to.milliseconds())),
        None => is,
    };
    new.start = converted(old.start, new.start);
    new.target = converted(old.target, new.target);
    new.low = converted(old.low, new.low);
    new.high = converted(old.high, new.high);
    let is_kept = old.plan == new.plan;
    if let (Some(Plan::Points(points)), true) = (&mut new.plan, is_kept) {
        for (_, value) in points {
            *value = converted(Some(*value), Some(*value)).unwrap_or(*value);
        }
    }
    Ok(())
}

/// The direction follows from start and target where both are known; another one cannot be kept.
fn refuse_other_direction(kr: &KeyResult, changes: &[(String, String)]) -> Result<()> {
    let measure = &kr.measure;
    let wanted = changes.iter().find(|(key, _)| key == "direction");
    let Some((_, wanted)) = wanted.filter(|(_, wanted)| wanted != measure.direction.name()) else {
        return Ok(());
    };
    let id = &kr.head.id;
    let is = measure.direction.name();
    let error = Error::refused("E221", format!("{id} cannot go {wanted}: it goes {is}"));
    Err(match measure.start.zip(measure.target) {
        Some((start, target)) => error
            .why(format!(
                "The direction follows from start {} and target {}.",
                number::text(start, measure),
                number::text(target, measure)
            ))
            .next(format!("okr set {id} start=VALUE target=VALUE")),
        None => error
            .why(format!(
                "The direction follows from its kind, {}.",
                measure.kind.name()
            ))
            .next(format!("okr set {id} kind=number direction={wanted}")),
    })
}

fn set_key_result(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    uid: Uid,
    changes: &[(String, String)],
) -> Result<Vec<FieldChange>> {
    let Some(before) = key_results::by_uid(writer.connection, uid)? else {
        return Ok(Vec::new());
    };
    let cycle = match before.head.parent {
        Some(parent) => cycle::open_for_changes(writer.connection, parent)?,
        None => None,
    };
    let mut after = before.clone();
    for (key, value) in in_order(changes) {
        if key == "source" {
            after.source = optional(value)
                .map(|value| kept_text(value, "the source"))
                .transpose()?;
        } else if !set_measure(&mut after.measure, key, value, context, cycle.as_ref())? {
            set_head(writer, &mut after.head, key, value, context, cycle.as_ref())?;
        }
    }
    if changes.iter().any(|(key, _)| key == "unit") {
        let is_used = !check_ins::series(writer.connection, uid)?.is_empty();
        convert_times(&before, &mut after, is_used)?;
    }
    settle(&mut after.measure);
    let says = |wanted: &str| changes.iter().any(|(key, _)| key == wanted);
    if before.measure.target.is_none() && says("target") && !says("direction") {
        settle_by_verb(&mut after.measure, &after.head.title);
    }
    refuse_other_direction(&after, changes)?;
    check_measure(&after.measure)?;
    if let (Some(due), Some(parent)) = (
        after.head.due.filter(|due| Some(*due) != before.head.due),
        after.head.parent,
    ) {
        cycle::remark_due_outside(
            writer.connection,
            outcome,
            parent,
            &after.head.id.to_string(),
            due,
        )?;
    }
    writer.rewrite(Type::KeyResult, uid, &before, &after)?;
    if before.head.weight != after.head.weight
        && let Some(parent) = after.head.parent
    {
        check_weights_of(writer, parent)?;
    }
    Ok(told::differing(
        told::key_result(&before),
        told::key_result(&after),
    ))
}

fn set_objective(
    writer: &mut Writer<'_>,
    context: &Context,
    uid: Uid,
    changes: &[(String, String)],
) -> Result<Vec<FieldChange>> {
    let Some(before) = objectives::by_uid(writer.connection, uid)? else {
        return Ok(Vec::new());
    };
    let own = cycle::open_for_changes(writer.connection, uid)?;
    let mut after = before.clone();
    for (key, value) in changes {
        match key.as_str() {
            "cycle" if value.trim().is_empty() => {
                return Err(Error::refused(
                    "E221",
                    format!("{} is always in a cycle", before.head.id),
                )
                .why("It can be moved into another one.")
                .next(format!("okr set {} cycle=NAME", before.head.id))
                .next("okr cycle list"));
            }
            "cycle" => after.cycle = cycle::still_open(writer.connection, value)?,
            "counts" => set_counts(writer, &mut after, value)?,
            _ if MEASURE_KEYS.iter().any(|(known, _)| known == key) => {
                return Err(Error::refused(
                    "E220",
                    format!(
                        "{} is an objective; {key} belongs to a key result",
                        before.head.id
                    ),
                )
                .why("An objective says where you want to be; its key results carry the numbers.")
                .next(format!("okr add \"…\" --to {}", before.head.id)));
            }
            _ => set_head(writer, &mut after.head, key, value, context, own.as_ref())?,
        }
    }
    writer.rewrite(Type::Objective, uid, &before, &after)?;
    Ok(told::differing(
        told::objective(&before),
        told::objective(&after),
    ))
}

fn set_counts(writer: &Writer<'_>, objective: &mut Objective, value: &str) -> Result<()> {
    let counts = read_yes_no("counts", value)?;
    let parent = match objective.head.parent {
        Some(parent) => objectives::by_uid(writer.connection, parent)?,
        None => None,
    };
    if counts && parent.is_none() {
        return Err(Error::refused(
            "E212",
            format!("{} has no parent objective to count in", objective.head.id),
        )
        .next(format!("okr move {} --to O1 --counts", objective.head.id)));
    }
    objective.counts = counts;
    Ok(())
}

fn set_vision(
    writer: &mut Writer<'_>,
    context: &Context,
    uid: Uid,
    changes: &[(String, String)],
) -> Result<Vec<FieldChange>> {
    let Some(before) = visions::all(writer.connection)?
        .into_iter()
        .find(|vision| vision.uid == uid)
    else {
        return Ok(Vec::new());
    };
    let mut after = before.clone();
    for (key, value) in changes {
        match key.as_str() {
            "title" => after.title = kept_text(value, "the title")?,
            "owner" => {
                after.owner = optional(value)
                    .map(|typed| owner(typed, context))
                    .transpose()?
            }
            "dropped" if value == "no" => after.dropped = None,
            _ => {
                return Err(unknown_key(
                    key,
                    &[("title", ""), ("owner", ""), ("dropped", "")],
                ));
            }
        }
    }
    writer.rewrite(Type::Vision, uid, &before, &after)?;
    Ok(told::differing(told::vision(&before), told::vision(&after)))
}

fn yes_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

fn read_yes_no(key: &str, value: &str) -> Result<bool> {
    match value {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" | "" => Ok(false),
        _ => Err(Error::refused(
            "E221",
            format!("{key} is yes or no, not \"{value}\""),
        )),
    }
}

fn optional(value: &str) -> Option<&str> {
    (!value.trim().is_empty()).then_some(value)
}

/// Kind and unit first, since they say how the numbers after them are read.
pub(super) fn in_order(changes: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut ordered: Vec<(&str, &str)> = changes
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    ordered.sort_by_key(|(key, _)| match *key {
        "kind" => 0,
        "unit" => 1,
        "scale" => 2,
        "start" | "baseline" => 3,
        _ => 4,
    });
    ordered
}

pub(super) fn unknown_key(typed: &str, known: &[(&str, &str)]) -> Error {
    let nearest = known.iter().max_by(|a, b| {
        strsim::jaro_winkler(typed, a.0).total_cmp(&strsim::jaro_winkler(typed, b.0))
    });
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let error = Error::usage("E114", format!("there is no field \"{typed}\""))
        .why(format!("Fields: {}", names.join(", ")));
    match nearest {
        Some((name, _)) if strsim::jaro_winkler(typed, name) > 0.75 => {
            error.next(format!("{name}=…"))
        }
        _ => error,
    }
}

pub(super) fn day(value: &str, context: &Context, cycle: Option<&Cycle>) -> Result<NaiveDate> {
    day_of(value, context, cycle, Prefer::Future)
}

/// A day of a plan: `15jul` is the one of the cycle, also when it has passed.
fn day_of_plan(value: &str, context: &Context, cycle: Option<&Cycle>) -> Result<NaiveDate> {
    let prefer = cycle.map_or(Prefer::Future, |cycle| {
        Prefer::Within(cycle.start, cycle.end)
    });
    day_of(value, context, cycle, prefer)
}

fn day_of(
    value: &str,
    context: &Context,
    cycle: Option<&Cycle>,
    prefer: Prefer,
) -> Result<NaiveDate> {
    date::date(
        value,
        &DateContext {
            today: context.now.today,
            cycle: cycle.map(|cycle| (cycle.start, cycle.end)),
            last_review: None,
            prefer,
            order: Order::Ask,
            fiscal: context.calendar,
        },
    )
}
