//! Changing fields by name: `okr set K1 target=450 owner=li`. The same names, read the same way, are
//! the options of `okr add`.

use chrono::NaiveDate;
use serde_json::Value;

use super::add::{check_measure, free_handle, kept_text, kept_word, live};
use super::writer::Writer;
use super::{Change, Context, FieldChange, Outcome, cycle};
use crate::capture::date::{self, DateContext, Order, Prefer};
use crate::capture::number::{self, Unit};
use crate::domain::cycle::Cycle;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Direction, Kind, Marks, Measure, Plan, Step, Zones};
use crate::domain::objective::{Ambition, Head, Objective};
use crate::domain::quantity::Quantity;
use crate::domain::record::{Fields, Type, encode};
use crate::error::{Error, Result};
use crate::reference;
use crate::store::{cycles, key_results, objectives, visions};

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
            &[Type::KeyResult, Type::Objective, Type::Vision],
        )?;
        let found = if brings_back(changes) {
            found
        } else {
            live(found)?
        };
        let fields = match found.kind {
            Type::KeyResult => set_key_result(writer, outcome, context, found.uid, changes)?,
            Type::Objective => set_objective(writer, context, found.uid, changes)?,
            _ => set_vision(writer, found.uid, changes)?,
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

fn set_key_result(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    uid: crate::domain::id::Uid,
    changes: &[(String, String)],
) -> Result<Vec<FieldChange>> {
    let Some(before) = key_results::by_uid(writer.connection, uid)? else {
        return Ok(Vec::new());
    };
    if let Some(parent) = before.head.parent {
        cycle::open_for_changes(writer.connection, parent)?;
    }
    let cycle = cycle_of(writer, before.head.parent)?;
    let mut after = before.clone();
    for (key, value) in in_order(changes) {
        if !set_measure(&mut after.measure, key, value, context, cycle.as_ref())? {
            set_head(writer, &mut after.head, key, value, context, cycle.as_ref())?;
        }
    }
    settle(&mut after.measure);
    check_measure(&after.measure)?;
    if before.head.weight != after.head.weight
        && let Some(parent) = after.head.parent
    {
        let weights: Vec<Option<Quantity>> = key_results::of_objective(writer.connection, parent)?
            .into_iter()
            .filter(|kr| kr.head.dropped.is_none())
            .map(|kr| {
                if kr.head.uid == uid {
                    after.head.weight
                } else {
                    kr.head.weight
                }
            })
            .collect();
        crate::domain::assess::check_weights(&weights)?;
    }
    if let (Some(due), Some(parent)) = (
        after.head.due.filter(|due| Some(*due) != before.head.due),
        after.head.parent,
    ) {
        cycle::remark_due_outside(
            writer.connection,
            outcome,
            context,
            parent,
            &after.head.id.to_string(),
            due,
        )?;
    }
    let told = tell_key_result(&before, &after);
    writer.change(
        uid,
        difference(
            &encode(Type::KeyResult, &before)?,
            encode(Type::KeyResult, &after)?,
        ),
    )?;
    Ok(told)
}

fn set_objective(
    writer: &mut Writer<'_>,
    context: &Context,
    uid: crate::domain::id::Uid,
    changes: &[(String, String)],
) -> Result<Vec<FieldChange>> {
    let Some(before) = objectives::by_uid(writer.connection, uid)? else {
        return Ok(Vec::new());
    };
    cycle::open_for_changes(writer.connection, uid)?;
    let own = cycle_of(writer, Some(uid))?;
    let mut after = before.clone();
    for (key, value) in changes {
        match key.as_str() {
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
    let mut told = tell_head(&before.head, &after.head);
    tell(
        &mut told,
        "cycle",
        Some(before.cycle.clone()),
        Some(after.cycle.clone()),
    );
    tell(
        &mut told,
        "counts",
        Some(yes_no(before.counts)),
        Some(yes_no(after.counts)),
    );
    writer.change(
        uid,
        difference(
            &encode(Type::Objective, &before)?,
            encode(Type::Objective, &after)?,
        ),
    )?;
    Ok(told)
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
    uid: crate::domain::id::Uid,
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
                    .map(|owner| kept_word(owner, "the owner"))
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
    let mut told = Vec::new();
    tell(
        &mut told,
        "title",
        Some(before.title.clone()),
        Some(after.title.clone()),
    );
    tell(
        &mut told,
        "owner",
        before.owner.clone(),
        after.owner.clone(),
    );
    writer.change(
        uid,
        difference(
            &encode(Type::Vision, &before)?,
            encode(Type::Vision, &after)?,
        ),
    )?;
    Ok(told)
}

fn cycle_of(
    writer: &Writer<'_>,
    objective: Option<crate::domain::id::Uid>,
) -> Result<Option<Cycle>> {
    let Some(uid) = objective else {
        return Ok(None);
    };
    let name = objectives::by_uid(writer.connection, uid)?.map(|objective| objective.cycle);
    Ok(cycles::all(writer.connection)?
        .into_iter()
        .find(|cycle| Some(&cycle.name) == name.as_ref()))
}

/// The fields that changed; a field that is gone is cleared.
fn difference(before: &Fields, after: Fields) -> Fields {
    let mut set: Fields = before
        .keys()
        .filter(|field| !after.contains_key(*field))
        .map(|field| (field.clone(), Value::Null))
        .collect();
    set.extend(
        after
            .into_iter()
            .filter(|(field, value)| before.get(field) != Some(value)),
    );
    set
}

fn tell(told: &mut Vec<FieldChange>, field: &str, before: Option<String>, after: Option<String>) {
    if before != after {
        told.push(FieldChange {
            field: field.to_owned(),
            before,
            after,
        });
    }
}

fn tell_head(before: &Head, after: &Head) -> Vec<FieldChange> {
    let mut told = Vec::new();
    let list = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let number = |number: Option<Quantity>| number.map(|number| number.to_string());
    tell(
        &mut told,
        "title",
        Some(before.title.clone()),
        Some(after.title.clone()),
    );
    tell(
        &mut told,
        "owner",
        before.owner.clone(),
        after.owner.clone(),
    );
    tell(&mut told, "team", before.team.clone(), after.team.clone());
    tell(&mut told, "tag", list(&before.tags), list(&after.tags));
    tell(&mut told, "link", list(&before.links), list(&after.links));
    tell(&mut told, "due", day(before.due), day(after.due));
    tell(
        &mut told,
        "weight",
        number(before.weight),
        number(after.weight),
    );
    tell(
        &mut told,
        "handle",
        before.handle.clone(),
        after.handle.clone(),
    );
    let ambition = |head: &Head| head.ambition.map(|ambition| ambition.name().to_owned());
    tell(&mut told, "ambition", ambition(before), ambition(after));
    tell(
        &mut told,
        "allow",
        before.allow.clone(),
        after.allow.clone(),
    );
    tell(
        &mut told,
        "blocker",
        before.blocker.clone(),
        after.blocker.clone(),
    );
    tell(
        &mut told,
        "dropped",
        day(before.dropped),
        day(after.dropped),
    );
    told
}

fn tell_key_result(before: &KeyResult, after: &KeyResult) -> Vec<FieldChange> {
    let mut told = tell_head(&before.head, &after.head);
    let shown = |measure: &Measure, value: Option<Quantity>| {
        value.map(|value| number::text(value, measure))
    };
    let (old, new) = (&before.measure, &after.measure);
    tell(
        &mut told,
        "kind",
        Some(old.kind.name().to_owned()),
        Some(new.kind.name().to_owned()),
    );
    tell(&mut told, "unit", old.unit.clone(), new.unit.clone());
    tell(
        &mut told,
        "direction",
        Some(old.direction.name().to_owned()),
        Some(new.direction.name().to_owned()),
    );
    tell(
        &mut told,
        "start",
        shown(old, old.start),
        shown(new, new.start),
    );
    tell(
        &mut told,
        "target",
        shown(old, old.target),
        shown(new, new.target),
    );
    let plain = |value: Option<Quantity>| value.map(|value| value.to_string());
    tell(&mut told, "change", plain(old.change), plain(new.change));
    tell(&mut told, "scale", plain(old.scale), plain(new.scale));
    let hold = |measure: &Measure| {
        let bound = |value: Option<Quantity>| shown(measure, value).unwrap_or_default();
        (measure.low.is_some() || measure.high.is_some())
            .then(|| format!("{}..{}", bound(measure.low), bound(measure.high)))
    };
    tell(&mut told, "hold", hold(old), hold(new));
    let steps = |measure: &Measure| {
        let names: Vec<String> = measure
            .steps
            .iter()
            .map(|step| format!("{}:{}", step.name, step.weight))
            .collect();
        (!names.is_empty()).then(|| names.join(","))
    };
    tell(&mut told, "steps", steps(old), steps(new));
    let zones = |measure: &Measure| {
        measure
            .zones
            .as_ref()
            .map(|zones| [&*zones.commit, &*zones.target, &*zones.stretch].join(" / "))
    };
    tell(&mut told, "zones", zones(old), zones(new));
    let marks = |measure: &Measure| {
        measure
            .marks
            .map(|marks| format!("{},{}", marks.commit, marks.target))
    };
    tell(&mut told, "marks", marks(old), marks(new));
    tell(
        &mut told,
        "plan",
        old.plan.as_ref().map(plan_text),
        new.plan.as_ref().map(plan_text),
    );
    told
}

fn plan_text(plan: &Plan) -> String {
    match plan {
        Plan::BackLoaded => "back-loaded".to_owned(),
        Plan::Points(points) => {
            let points: Vec<String> = points
                .iter()
                .map(|(day, value)| format!("{day}={value}"))
                .collect();
            points.join(",")
        }
    }
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
    date::date(
        value,
        &DateContext {
            today: context.now.today,
            cycle: cycle.map(|cycle| (cycle.start, cycle.end)),
            last_review: None,
            prefer: Prefer::Future,
            order: Order::Ask,
            fiscal: context.calendar,
        },
    )
}

fn set_head(
    writer: &Writer<'_>,
    head: &mut Head,
    key: &str,
    value: &str,
    context: &Context,
    cycle: Option<&Cycle>,
) -> Result<()> {
    let word = |what| {
        optional(value)
            .map(|value| kept_word(value, what))
            .transpose()
    };
    match key {
        "title" => head.title = kept_text(value, "the title")?,
        "owner" => head.owner = word("the owner")?,
        "team" => head.team = word("the team")?,
        "tag" | "tags" => set_words(&mut head.tags, value, "the tag")?,
        "link" | "links" => set_words(&mut head.links, value, "the link")?,
        "due" => {
            head.due = optional(value)
                .map(|value| day(value, context, cycle))
                .transpose()?
        }
        "weight" => head.weight = optional(value).map(read_weight).transpose()?,
        "handle" | "as" => {
            head.handle = optional(value)
                .map(|value| free_handle(writer, value, Some(head.uid)))
                .transpose()?
        }
        "ambition" => head.ambition = optional(value).map(read_ambition).transpose()?,
        "allow" => {
            head.allow =
                word("the codes")?.map(|codes| codes.replace(',', " ").to_ascii_uppercase())
        }
        "blocker" => {
            let blocker = optional(value)
                .map(|value| kept_text(value, "the blocker"))
                .transpose()?;
            if head.blocker.is_none() || blocker.is_none() {
                head.blocked_since = blocker.as_ref().map(|_| context.now.today);
            }
            head.blocker = blocker;
        }
        "dropped" if value == "no" => {
            if let Some(handle) = &head.handle {
                free_handle(writer, handle, Some(head.uid))?;
            }
            (head.dropped, head.dropped_because) = (None, None);
        }
        "dropped" => {
            return Err(Error::refused("E221", "dropped can only be set to no")
                .next(format!("okr drop {}", head.id)));
        }
        "parent" | "objective" => {
            return Err(Error::usage("E114", "a record is moved, not set")
                .next(format!("okr move {} --to {value}", head.id)));
        }
        _ => {
            let known: Vec<(&str, &str)> = KEYS.iter().chain(&MEASURE_KEYS).copied().collect();
            return Err(unknown_key(key, &known));
        }
    }
    Ok(())
}

/// `a,b` replaces all, `+a` adds, `-a` takes away; several may be joined by commas.
pub(super) fn set_words(words: &mut Vec<String>, value: &str, what: &str) -> Result<()> {
    let parts: Vec<&str> = value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let relative = |part: &&str| part.starts_with('+') || part.starts_with('-');
    if !parts.iter().all(relative) || parts.is_empty() {
        words.clear();
    }
    for part in parts {
        if let Some(gone) = part.strip_prefix('-') {
            words.retain(|word| word != gone);
        } else {
            let word = kept_word(part.strip_prefix('+').unwrap_or(part), what)?;
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.sort();
    Ok(())
}

/// A weight: a plain number or a percentage.
///
/// # Errors
/// `E221`.
pub fn read_weight(value: &str) -> Result<Quantity> {
    let (digits, percent) = match value.trim().strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (value.trim(), false),
    };
    let weight: Option<Quantity> = digits.parse().ok();
    let weight = if percent {
        weight.and_then(|weight| weight.over(Quantity::from(100)))
    } else {
        weight
    };
    weight
        .filter(|weight| !weight.is_negative())
        .ok_or_else(|| {
            Error::refused("E221", format!("\"{value}\" is no weight"))
                .why("A weight is a number of at least 0, such as 0.3 or 30%.")
        })
}

/// # Errors
/// `E221`.
pub fn read_ambition(value: &str) -> Result<Ambition> {
    match value {
        "commit" | "committed" => Ok(Ambition::Commit),
        "stretch" | "aspirational" => Ok(Ambition::Stretch),
        _ => Err(Error::refused(
            "E221",
            format!("ambition is commit or stretch, not \"{value}\""),
        )),
    }
}

/// Sets one field of a measure. Answers whether it is one: the rest belongs to the record.
///
/// # Errors
/// Whatever is wrong with the value.
pub fn set_measure(
    measure: &mut Measure,
    key: &str,
    value: &str,
    context: &Context,
    cycle: Option<&Cycle>,
) -> Result<bool> {
    match key {
        "kind" => set_kind(measure, value)?,
        "unit" => {
            measure.unit = optional(value)
                .map(|unit| kept_word(unit, "the unit"))
                .transpose()?
        }
        "direction" => {
            measure.direction = match value {
                "up" => Direction::Up,
                "down" => Direction::Down,
                _ => {
                    return Err(Error::refused(
                        "E221",
                        format!("direction is up or down, not \"{value}\""),
                    ));
                }
            }
        }
        "start" | "baseline" => {
            measure.start = optional(value)
                .map(|value| amount(measure, value, context))
                .transpose()?
        }
        "target" => set_target(measure, value, context)?,
        "change" => {
            measure.change = optional(value)
                .map(|value| {
                    number::quantity(
                        value.trim_start_matches(['x', '*']),
                        &Measure::default(),
                        context.comma,
                    )
                })
                .transpose()?
        }
        "from-to" => {
            let Some((from, to)) = value.split_once("..") else {
                return Err(Error::refused("E221", format!("\"{value}\" is not A..B"))
                    .next("--from-to 5%..3%"));
            };
            measure.start = Some(amount(measure, from, context)?);
            measure.target = Some(amount(measure, to, context)?);
        }
        "hold" => set_hold(measure, value, context)?,
        "scale" => {
            measure.scale = optional(value)
                .map(|value| {
                    number::quantity(
                        value.trim_start_matches('/'),
                        &Measure::default(),
                        context.comma,
                    )
                })
                .transpose()?;
            if let (Kind::Unknown, Some(top)) = (measure.kind, measure.scale) {
                (measure.kind, measure.unit) = (Kind::Rating, Some(format!("/{top}")));
            }
        }
        "steps" => set_steps(measure, value)?,
        "commit-zone" | "target-zone" | "stretch-zone" => set_zone(measure, key, value)?,
        "marks" => set_marks(measure, value, context)?,
        "plan" => set_plan(measure, value, context, cycle)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// What follows from the numbers once all of them are set.
pub fn settle(measure: &mut Measure) {
    match measure.kind {
        Kind::Hold => measure.direction = Direction::Stay,
        Kind::Rank => measure.direction = Direction::Down,
        Kind::Relative => {
            if let Some(change) = measure.change {
                measure.direction = if change < Quantity::ONE {
                    Direction::Down
                } else {
                    Direction::Up
                };
            }
        }
        Kind::Delta => {
            if let Some(change) = measure.change {
                measure.direction = if change.is_negative() {
                    Direction::Down
                } else {
                    Direction::Up
                };
            }
        }
        Kind::Milestone | Kind::Steps | Kind::Zones => measure.direction = Direction::Up,
        _ => {}
    }
    if let Some((start, target)) = measure.start.zip(measure.target)
        && !matches!(
            measure.kind,
            Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones
        )
    {
        measure.direction = if target < start {
            Direction::Down
        } else {
            Direction::Up
        };
    }
}

fn set_kind(measure: &mut Measure, value: &str) -> Result<()> {
    let Some(kind) = Kind::of_name(value) else {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        return Err(
            Error::refused("E221", format!("there is no kind \"{value}\""))
                .why(format!("Kinds: {}", names.join(", "))),
        );
    };
    if kind == measure.kind {
        return Ok(());
    }
    let numbers = (measure.start, measure.target, measure.unit.take());
    *measure = Measure {
        kind,
        plan: measure.plan.take(),
        marks: measure.marks,
        ..Measure::default()
    };
    match kind {
        Kind::Hold => measure.direction = Direction::Stay,
        Kind::Milestone => {
            (measure.start, measure.target) = (Some(Quantity::ZERO), Some(Quantity::ONE))
        }
        Kind::Percent => {
            (measure.start, measure.target, measure.unit) =
                (numbers.0, numbers.1, Some("%".to_owned()))
        }
        Kind::Steps | Kind::Zones => {}
        _ => {
            (measure.start, measure.target, measure.unit) =
                (numbers.0, numbers.1, numbers.2.filter(|unit| unit != "%"))
        }
    }
    Ok(())
}

/// A number of the measure. A measure nobody has described yet takes its kind from what is typed.
fn amount(measure: &mut Measure, value: &str, context: &Context) -> Result<Quantity> {
    if measure.kind == Kind::Unknown {
        let read = number::amount(value, context.comma)?;
        (measure.kind, measure.unit) = match read.unit {
            Some(Unit::Percent) => (Kind::Percent, Some("%".to_owned())),
            Some(Unit::Currency(code)) => (Kind::Currency, Some(code)),
            Some(Unit::Time(time)) => (Kind::Duration, Some(time.name().to_owned())),
            _ => (Kind::Number, measure.unit.take()),
        };
    }
    number::quantity(value, measure, context.comma)
}

fn set_target(measure: &mut Measure, value: &str, context: &Context) -> Result<()> {
    let plain = Measure::default();
    let Some(typed) = optional(value).map(str::trim) else {
        measure.target = None;
        return Ok(());
    };
    if let Some(factor) = typed.strip_prefix(['x', '*', '×']) {
        measure.change = Some(number::quantity(factor, &plain, context.comma)?);
        (measure.kind, measure.target) = (Kind::Relative, None);
    } else if let Some(difference) = typed
        .strip_prefix('+')
        .filter(|_| measure.kind == Kind::Delta || measure.kind == Kind::Unknown)
    {
        measure.change = Some(number::quantity(difference, &plain, context.comma)?);
        (measure.kind, measure.target) = (Kind::Delta, None);
    } else {
        measure.target = Some(amount(measure, typed, context)?);
    }
    Ok(())
}

fn set_hold(measure: &mut Measure, value: &str, context: &Context) -> Result<()> {
    let Some((low, high)) = value.split_once("..") else {
        return Err(Error::refused("E221", format!("\"{value}\" is no bound"))
            .why("Two dots stand where it is open.")
            .next("--hold 99.9%..  or  --hold ..4h  or  --hold 3..5"));
    };
    if measure.kind != Kind::Hold {
        let unit = measure.unit.take();
        *measure = Measure {
            kind: Kind::Hold,
            direction: Direction::Stay,
            unit,
            ..Measure::default()
        };
    }
    if measure.unit.is_none() {
        for bound in [low, high].into_iter().filter_map(optional) {
            measure.unit = match number::amount(bound, context.comma)?.unit {
                Some(Unit::Percent) => Some("%".to_owned()),
                Some(Unit::Currency(code)) => Some(code),
                Some(Unit::Time(time)) => Some(time.name().to_owned()),
                _ => continue,
            };
        }
    }
    let bound = |text: &str| {
        optional(text)
            .map(|text| number::quantity(text, measure, context.comma))
            .transpose()
    };
    let (low, high) = (bound(low)?, bound(high)?);
    (measure.low, measure.high) = (low, high);
    Ok(())
}

fn set_steps(measure: &mut Measure, value: &str) -> Result<()> {
    let mut steps = Vec::new();
    if let Ok(count) = value.trim().parse::<usize>() {
        if count == 0 || count > 1000 {
            return Err(Error::refused("E215", "a key result has 1 to 1000 steps"));
        }
        steps.extend((1..=count).map(|number| Step {
            name: number.to_string(),
            weight: Quantity::ONE,
        }));
    } else {
        for part in value.split(',').filter_map(optional) {
            let (name, weight) = match part.rsplit_once(':') {
                Some((name, weight)) => (name, read_weight(weight)?),
                None => (part, Quantity::ONE),
            };
            steps.push(Step {
                name: kept_word(name, "the step")?,
                weight,
            });
        }
    }
    if steps.is_empty() {
        return Err(Error::refused("E215", "no steps were named")
            .next("--steps 5  or  --steps design:2,build:5,launch"));
    }
    *measure = Measure {
        kind: Kind::Steps,
        steps,
        plan: measure.plan.take(),
        marks: measure.marks,
        start: Some(Quantity::ZERO),
        target: Some(Quantity::ONE),
        ..Measure::default()
    };
    Ok(())
}

fn set_zone(measure: &mut Measure, key: &str, value: &str) -> Result<()> {
    let sentence = kept_text(value, "the zone's sentence")?;
    let mut zones = measure.zones.take().unwrap_or(Zones {
        commit: String::new(),
        target: String::new(),
        stretch: String::new(),
    });
    match key {
        "commit-zone" => zones.commit = sentence,
        "target-zone" => zones.target = sentence,
        _ => zones.stretch = sentence,
    }
    if measure.kind != Kind::Zones {
        *measure = Measure {
            kind: Kind::Zones,
            start: Some(Quantity::ZERO),
            target: Some(Quantity::ONE),
            ..Measure::default()
        };
    }
    measure.zones = Some(zones);
    Ok(())
}

/// Marks as shares of the way (0.3,0.7 or 30%,70%), or as values between a known start and target.
fn set_marks(measure: &mut Measure, value: &str, context: &Context) -> Result<()> {
    let Some(typed) = optional(value) else {
        measure.marks = None;
        return Ok(());
    };
    let wrong =
        || Error::refused("E215", format!("\"{typed}\" are no marks")).next("--marks 0.3,0.7");
    let (commit, target) = typed.split_once([',', '+']).ok_or_else(wrong)?;
    let share = |text: &str| -> Result<Quantity> {
        let text = text.trim();
        if let Some(percent) = text
            .strip_suffix('%')
            .filter(|_| measure.kind != Kind::Percent)
        {
            return percent
                .parse::<Quantity>()
                .ok()
                .and_then(|number| number.over(Quantity::from(100)))
                .ok_or_else(wrong);
        }
        let plain: Option<Quantity> = text.parse().ok();
        match plain.filter(|share| Quantity::ZERO < *share && *share < Quantity::ONE) {
            Some(share) => Ok(share),
            None => {
                let value = number::quantity(text, measure, context.comma)?;
                let way = measure
                    .start
                    .zip(measure.goal(measure.start))
                    .ok_or_else(wrong)?;
                value
                    .minus(way.0)
                    .zip(way.1.minus(way.0))
                    .and_then(|(done, all)| done.over(all))
                    .ok_or_else(wrong)
            }
        }
    };
    measure.marks = Some(Marks {
        commit: share(commit)?,
        target: share(target)?,
    });
    Ok(())
}

fn set_plan(
    measure: &mut Measure,
    value: &str,
    context: &Context,
    cycle: Option<&Cycle>,
) -> Result<()> {
    measure.plan = match value.trim() {
        "" | "linear" => None,
        "back-loaded" | "backloaded" => Some(Plan::BackLoaded),
        points => {
            let mut read = Vec::new();
            for point in points.split(',') {
                let Some((when, value)) = point.split_once('=') else {
                    return Err(Error::refused(
                        "E221",
                        format!("\"{point}\" is no point of a plan"),
                    )
                    .next("--plan 15apr=20,15may=60"));
                };
                read.push((
                    day(when, context, cycle)?,
                    number::quantity(value, measure, context.comma)?,
                ));
            }
            read.sort_by_key(|(day, _)| *day);
            Some(Plan::Points(read))
        }
    };
    Ok(())
}
