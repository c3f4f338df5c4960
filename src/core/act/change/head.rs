//! The fields that objectives and key results share, read from what was typed.

use super::{KEYS, MEASURE_KEYS, day, optional, unknown_key};
use crate::act::Context;
use crate::act::handle::free_handle;
use crate::act::place::is_told_on;
use crate::act::text::{kept_text, kept_word, owner};
use crate::act::writer::Writer;
use crate::domain::assess::check_weights;
use crate::domain::cycle::Cycle;
use crate::domain::id::Uid;
use crate::domain::objective::{Ambition, Head};
use crate::domain::quantity::Quantity;
use crate::error::{Error, Result};
use crate::store::{key_results, objectives};

pub(super) fn set_head(
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
        "owner" => {
            head.owner = optional(value)
                .map(|value| owner(value, context))
                .transpose()?
        }
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
            let both = head.blocker.as_deref().zip(blocker.as_deref());
            if !both.is_some_and(|(before, after)| is_told_on(before, after)) {
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
        "cycle" | "counts" => {
            let above = match head.parent {
                Some(parent) => objectives::by_uid(writer.connection, parent)?,
                None => None,
            };
            let above = above.map_or_else(|| "O1".to_owned(), |found| found.head.id.to_string());
            return Err(
                Error::refused("E220", format!("{} has no {key} of its own", head.id))
                    .why(match key {
                        "cycle" => "A key result is in the cycle of its objective.",
                        _ => "A key result always counts; weight 0 tracks it without counting.",
                    })
                    .next(match key {
                        "cycle" if value.trim().is_empty() => format!("okr set {above} cycle=NAME"),
                        "cycle" => format!("okr set {above} cycle={value}"),
                        _ => format!("okr set {} weight=0", head.id),
                    }),
            );
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
pub(in crate::act) fn set_words(words: &mut Vec<String>, value: &str, what: &str) -> Result<()> {
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

/// Refuses weights of an objective's key results that cannot stand beside each other.
pub(in crate::act) fn check_weights_of(writer: &Writer<'_>, objective: Uid) -> Result<()> {
    check_weights(&key_results::weights(writer.connection, objective)?)
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
