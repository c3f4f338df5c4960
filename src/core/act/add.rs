//! New visions, teams, objectives and key results.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::writer::Writer;
use super::{Change, Context, Outcome, cycle};
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Measure};
use crate::domain::objective::{Ambition, Head, Objective, Team, Vision};
use crate::domain::quantity::Quantity;
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::reference::{self, Found};
use crate::store::{key_results, objectives, visions};

/// What an objective and a key result can be given when they are made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meta {
    pub owner: Option<String>,
    pub team: Option<String>,
    pub tags: Vec<String>,
    pub links: Vec<String>,
    pub due: Option<NaiveDate>,
    pub weight: Option<Quantity>,
    pub ambition: Option<Ambition>,
    pub handle: Option<String>,
}

/// An objective to be. Without a cycle it joins the one today belongs to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewObjective {
    pub title: String,
    pub parent: Option<String>,
    pub counts: bool,
    pub cycle: Option<String>,
    pub meta: Meta,
}

/// A key result to be. Without an objective it goes under the one added just before it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewKeyResult {
    pub title: String,
    pub objective: Option<String>,
    pub measure: Measure,
    pub meta: Meta,
}

/// One line of an outline.
#[expect(
    clippy::large_enum_variant,
    reason = "an outline is read once and has few lines"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum New {
    Vision {
        title: String,
        owner: Option<String>,
    },
    Objective(NewObjective),
    KeyResult(NewKeyResult),
}

/// The parent of an objective that serves the vision added just before it; no handle can be this word.
pub const VISION_ABOVE: &str = "vision";

/// The longest a title, a note or a name may be, in bytes.
pub const TEXT_LIMIT: usize = 64 * 1024;

/// The text as it is kept: in NFC, otherwise byte for byte.
///
/// # Errors
/// `E211` for a text without a visible character, `E222` for one over 64 kB.
pub fn kept_text(text: &str, what: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Err(Error::refused("E211", format!("{what} is empty"))
            .why("It needs at least one visible character."));
    }
    if text.len() > TEXT_LIMIT {
        return Err(
            Error::refused("E222", format!("{what} is {} bytes long", text.len()))
                .why("The longest that is kept is 64 kB; put the rest behind a link."),
        );
    }
    Ok(text.nfc().collect())
}

/// A word such as an owner, a team or a tag: kept trimmed, without line breaks, at most 200 bytes.
///
/// # Errors
/// `E211` and `E222`, as for [`kept_text`].
pub fn kept_word(text: &str, what: &str) -> Result<String> {
    let word = kept_text(text.trim(), what)?;
    if word.len() > 200 || word.contains(['\n', '\r']) {
        return Err(Error::refused(
            "E222",
            format!("{what} must be one line of at most 200 bytes"),
        ));
    }
    Ok(word)
}

pub(super) fn vision(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    title: &str,
    owner: Option<&String>,
) -> Result<()> {
    let vision = Vision {
        uid: Uid::random(),
        id: writer.next_id(Type::Vision)?,
        title: kept_text(title, "the vision")?,
        owner: owner
            .map(|owner| kept_word(owner, "the owner"))
            .transpose()?,
        dropped: None,
        created: 0,
    };
    writer.create(Type::Vision, vision.uid, &vision)?;
    added(
        outcome,
        Type::Vision,
        vision.uid,
        vision.id.to_string(),
        vision.title,
        Vec::new(),
    );
    Ok(())
}

pub(super) fn team(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    name: &str,
    title: Option<&String>,
) -> Result<()> {
    let name = kept_word(name, "the team's name")?;
    let team = Team {
        uid: Uid::of_name(Type::Team, &name),
        name,
        title: title
            .map(|title| kept_text(title, "the team's title"))
            .transpose()?,
    };
    if visions::teams(writer.connection)?
        .iter()
        .any(|known| known.uid == team.uid)
    {
        return Err(
            Error::conflict("E503", format!("there is a team {} already", team.name))
                .next("okr team list"),
        );
    }
    writer.create(Type::Team, team.uid, &team)?;
    added(
        outcome,
        Type::Team,
        team.uid,
        team.name.clone(),
        team.title.unwrap_or(team.name),
        Vec::new(),
    );
    Ok(())
}

/// Adds one record after the other; an error names the line of the one it refuses.
pub(super) fn all(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    all: &[(usize, New)],
) -> Result<()> {
    for (line, new) in all {
        let added = match new {
            New::Vision { title, owner } => vision(writer, outcome, title, owner.as_ref()),
            New::Objective(new) => objective(writer, outcome, context, new),
            New::KeyResult(new) => key_result(writer, outcome, context, new),
        };
        added.map_err(|error| match error.at {
            None => error.at(*line, "1"),
            Some(_) => error,
        })?;
    }
    Ok(())
}

fn added(
    outcome: &mut Outcome,
    kind: Type,
    uid: Uid,
    id: String,
    title: String,
    under: Vec<String>,
) {
    outcome.changes.push(Change::Added {
        kind,
        uid,
        id,
        title,
        under,
    });
}

/// Parents an objective may have.
pub(super) const PARENTS: [Type; 3] = [Type::Vision, Type::Objective, Type::KeyResult];

pub(super) fn live(found: Found) -> Result<Found> {
    match found.dropped {
        None => Ok(found),
        Some(day) => Err(
            Error::refused("E305", format!("{} was dropped on {day}", found.id))
                .why("A dropped record is kept as it was; bring it back to change it.")
                .next(format!("okr set {} dropped=no", found.id)),
        ),
    }
}

pub(super) fn objective(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    new: &NewObjective,
) -> Result<()> {
    let parent = match new.parent.as_deref() {
        Some(VISION_ABOVE) => Some(last_added(outcome, Type::Vision)?),
        Some(parent) => Some(live(reference::exact(
            writer.connection,
            parent,
            &PARENTS,
        )?)?),
        None => None,
    };
    let counts = counting(new.counts, parent.as_ref())?;
    let cycle = cycle::for_objective(writer, outcome, context, new.cycle.as_deref())?;
    let mut head = head(writer, Type::Objective, &new.title, &new.meta)?;
    head.parent = parent.as_ref().map(|parent| parent.uid);
    let under: Vec<String> = parent.into_iter().map(|parent| parent.id).collect();
    let objective = Objective {
        head,
        cycle,
        counts,
    };
    writer.create(Type::Objective, objective.head.uid, &objective)?;
    let Head { uid, id, title, .. } = objective.head;
    added(outcome, Type::Objective, uid, id.to_string(), title, under);
    Ok(())
}

/// Only an objective's number can hold another objective's number.
pub(super) fn counting(counts: bool, parent: Option<&Found>) -> Result<bool> {
    match (counts, parent) {
        (true, Some(parent)) if parent.kind != Type::Objective => Err(Error::refused(
            "E212",
            format!(
                "{} is a {}; only an objective's progress can count another objective",
                parent.id,
                parent.kind.noun()
            ),
        )
        .why("Without counting, it still supports it and is shown under it.")),
        (true, None) => Err(Error::refused(
            "E212",
            "nothing to count in: the objective has no parent objective",
        )
        .next("okr move O2 --to O1 --counts")),
        _ => Ok(counts),
    }
}

pub(super) fn key_result(
    writer: &mut Writer<'_>,
    outcome: &mut Outcome,
    context: &Context,
    new: &NewKeyResult,
) -> Result<()> {
    let parent = match new.objective.as_deref() {
        Some(objective) => live(reference::exact(
            writer.connection,
            objective,
            &[Type::Objective],
        )?)?,
        None => last_added(outcome, Type::Objective)?,
    };
    check_measure(&new.measure)?;
    let mut head = head(writer, Type::KeyResult, &new.title, &new.meta)?;
    head.parent = Some(parent.uid);
    cycle::open_for_changes(writer.connection, parent.uid)?;
    let mut weights: Vec<Option<Quantity>> =
        key_results::of_objective(writer.connection, parent.uid)?
            .into_iter()
            .filter(|kr| kr.head.dropped.is_none())
            .map(|kr| kr.head.weight)
            .collect();
    weights.push(head.weight);
    crate::domain::assess::check_weights(&weights)?;
    let key_result = KeyResult {
        head,
        measure: new.measure.clone(),
        targets: Vec::new(),
    };
    writer.create(Type::KeyResult, key_result.head.uid, &key_result)?;
    let Head {
        uid,
        id,
        title,
        due,
        ..
    } = key_result.head;
    if let Some(due) = due {
        cycle::remark_due_outside(
            writer.connection,
            outcome,
            context,
            parent.uid,
            &id.to_string(),
            due,
        )?;
    }
    added(
        outcome,
        Type::KeyResult,
        uid,
        id.to_string(),
        title,
        vec![parent.id],
    );
    Ok(())
}

fn last_added(outcome: &Outcome, wanted: Type) -> Result<Found> {
    let found = outcome
        .changes
        .iter()
        .rev()
        .find_map(|change| match change {
            Change::Added {
                kind,
                uid,
                id,
                title,
                ..
            } if *kind == wanted => Some(Found {
                kind: *kind,
                uid: *uid,
                id: id.clone(),
                title: title.clone(),
                dropped: None,
            }),
            _ => None,
        });
    found.ok_or_else(|| match wanted {
        Type::Vision => Error::refused("E213", "no vision stands above this objective")
            .why("Put one above it, or name one that is there.")
            .next("okr vision list"),
        _ => Error::refused("E213", "a key result stands before any objective")
            .why("Put an objective above it, or name one with --to."),
    })
}

/// A measure whose numbers can never give a progress is refused where it is made.
///
/// # Errors
/// `E214` when start equals target, `E215` for bounds, scales, marks, steps or zones that cannot be.
pub fn check_measure(measure: &Measure) -> Result<()> {
    let flat = |start: Quantity| {
        let hold = format!("okr add \"…\" --to O1 --hold {start}..");
        Err(Error::refused(
            "E214",
            format!("start and target are both {start}: there is no way between them"),
        )
        .why("If it has to stay there, it is a hold.")
        .next(hold))
    };
    match measure.kind {
        Kind::Relative if measure.change == Some(Quantity::ONE) => {
            return Err(Error::refused("E214", "a factor of 1 changes nothing"));
        }
        Kind::Delta if measure.change == Some(Quantity::ZERO) => {
            return Err(Error::refused("E214", "a change of 0 changes nothing"));
        }
        Kind::Hold => match (measure.low, measure.high) {
            (None, None) => {
                return Err(Error::refused("E215", "a hold needs a bound")
                    .next("--hold 99.9%..  or  --hold ..4h  or  --hold 3..5"));
            }
            (Some(low), Some(high)) if low > high => {
                return Err(Error::refused(
                    "E215",
                    format!("the bounds {low}..{high} are the wrong way round"),
                )
                .next(format!("--hold {high}..{low}")));
            }
            _ => {}
        },
        Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Unknown => {}
        _ => {
            if let Some((start, target)) = measure.start.zip(measure.target)
                && start == target
            {
                return flat(start);
            }
        }
    }
    if measure
        .steps
        .iter()
        .any(|step| step.weight <= Quantity::ZERO)
    {
        return Err(Error::refused("E215", "every step needs a weight above 0"));
    }
    if let Some(marks) = measure.marks
        && !(Quantity::ZERO < marks.commit
            && marks.commit < marks.target
            && marks.target < Quantity::ONE)
    {
        return Err(Error::refused(
            "E215",
            "the marks must lie between 0 and 1, the commit mark first",
        )
        .next("--marks 0.3,0.7"));
    }
    Ok(())
}

fn head(writer: &Writer<'_>, kind: Type, title: &str, meta: &Meta) -> Result<Head> {
    let title = kept_text(title, "the title")?;
    let word = |text: &Option<String>, what| {
        text.as_deref()
            .map(|text| kept_word(text, what))
            .transpose()
    };
    let words = |texts: &[String], what| {
        texts
            .iter()
            .map(|text| kept_word(text, what))
            .collect::<Result<Vec<_>>>()
    };
    let handle = meta
        .handle
        .as_deref()
        .map(|handle| free_handle(writer, handle, None))
        .transpose()?;
    Ok(Head {
        uid: Uid::random(),
        id: writer.next_id(kind)?,
        title,
        handle,
        owner: word(&meta.owner, "the owner")?,
        team: word(&meta.team, "the team")?,
        tags: words(&meta.tags, "the tag")?,
        links: words(&meta.links, "the link")?,
        parent: None,
        due: meta.due,
        weight: meta.weight,
        ambition: meta.ambition,
        blocker: None,
        blocked_since: None,
        allow: None,
        dropped: None,
        dropped_because: None,
        ancestor: None,
        created: 0,
        updated: 0,
    })
}

/// A handle in the form it is kept, if no other live record has it.
///
/// # Errors
/// `E216` for a shape that is no handle, `E503` when it is taken.
pub fn free_handle(writer: &Writer<'_>, typed: &str, holder: Option<Uid>) -> Result<String> {
    let handle = typed.trim().to_lowercase();
    if !reference::is_handle(&handle) {
        return Err(Error::refused("E216", format!("\"{typed}\" cannot be a handle"))
            .why("A handle has lower-case letters, digits and -, starts with a letter, and does not look like an id (K7)."));
    }
    if RESERVED.contains(&handle.as_str()) {
        return Err(
            Error::refused("E216", format!("\"{handle}\" cannot be a handle"))
                .why("It is a word of the command line."),
        );
    }
    let kr = key_results::by_handle(writer.connection, &handle)?.map(|kr| kr.head);
    let objective =
        objectives::by_handle(writer.connection, &handle)?.map(|objective| objective.head);
    let other = kr
        .into_iter()
        .chain(objective)
        .find(|head| head.dropped.is_none() && Some(head.uid) != holder);
    match other {
        Some(head) => Err(Error::conflict(
            "E503",
            format!("the handle {handle} belongs to {}", head.id),
        )
        .why(head.title)
        .next(format!("okr set {} handle=", head.id))),
        None => Ok(handle),
    }
}

/// Words that mean something else where a handle could stand.
pub const RESERVED: [&str; 14] = [
    "all",
    "same",
    "unknown",
    "done",
    "yes",
    "no",
    "me",
    "today",
    "objective",
    "kr",
    "vision",
    "cycle",
    "team",
    "none",
];
