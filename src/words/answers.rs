//! What a value may be where it is no number: the words of milestones, steps and zones, and the keys that
//! stand for them on a screen where letters are commands.

use okr_core::domain::measure::{Kind, Measure};
use okr_core::review::Card;

/// The words a value may be where it is no number.
#[must_use]
pub(super) fn answers(measure: &Measure) -> Option<String> {
    match measure.kind {
        Kind::Milestone => Some("Type done, no or how much of it, as 40%.".to_owned()),
        Kind::Steps if measure.steps.is_empty() => {
            Some("Type how much of it is done, as 40%.".to_owned())
        }
        Kind::Steps => {
            let names: Vec<&str> = measure
                .steps
                .iter()
                .map(|step| step.name.as_str())
                .collect();
            Some(format!(
                "Type how many are done, as 1/{}. Steps: {}.",
                names.len(),
                names.join(", ")
            ))
        }
        Kind::Zones => {
            let zones = measure.zones.as_ref()?;
            let (commit, target, stretch) = (&zones.commit, &zones.target, &zones.stretch);
            Some(format!(
                "Type fail, commit ({commit}), target ({target}) or stretch ({stretch})."
            ))
        }
        _ => None,
    }
}

/// The keys that stand for words on a screen, where letters are commands.
#[must_use]
pub fn on_screen(card: &Card) -> Option<String> {
    let measure = card.item.measure.as_ref()?;
    match measure.kind {
        Kind::Milestone => Some("space done, or how much of it in percent, as 40".to_owned()),
        Kind::Steps => Some(answers(measure)?),
        Kind::Zones => {
            let zones = measure.zones.as_ref()?;
            Some(format!(
                "0 fail, 1 commit ({}), 2 target ({}), 3 stretch ({})",
                zones.commit, zones.target, zones.stretch
            ))
        }
        _ => None,
    }
}
