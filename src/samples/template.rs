//! Outlines to begin from: the eight that come with the program and those a person keeps beside the
//! settings. A template holds no number somebody would have to know: starts are asked for.

use std::path::Path;

use okr_core::act::Context;
use okr_core::act::add::{New, VISION_ABOVE};
use okr_core::domain::cycle::Cycle;
use okr_core::store::visions;
use okr_core::{Connection, Error, Result};

use crate::reading::outline::{self, Plan};

const BUILT_IN: [(&str, &str); 8] = [
    ("quality", include_str!("templates/quality.okr")),
    ("growth", include_str!("templates/growth.okr")),
    ("content", include_str!("templates/content.okr")),
    ("support", include_str!("templates/support.okr")),
    ("hiring", include_str!("templates/hiring.okr")),
    ("reliability", include_str!("templates/reliability.okr")),
    ("personal", include_str!("templates/personal.okr")),
    ("pilot", include_str!("templates/pilot.okr")),
];

/// An outline with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub name: String,
    pub text: String,
    /// Kept by this person, not one of the program's.
    pub is_own: bool,
}

impl Template {
    /// What it is for: its first comment, else its first line.
    #[must_use]
    pub fn about(&self) -> &str {
        let first = self.text.lines().find(|line| !line.trim().is_empty());
        let first = first.unwrap_or_default().trim();
        first.strip_prefix("#:").unwrap_or(first).trim()
    }
}

/// The templates that come with the program, in their order.
pub fn built_in() -> impl Iterator<Item = Template> {
    BUILT_IN.iter().map(|(name, text)| Template {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
        is_own: false,
    })
}

/// All templates: the program's, then those of the folder by name. One of the folder takes the place of
/// the program's of the same name.
#[must_use]
pub fn all(folder: Option<&Path>) -> Vec<Template> {
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    let mut own: Vec<Template> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let is_outline = path.extension().is_some_and(|ending| ending == "okr");
            let name = path.file_stem()?.to_str()?.to_owned();
            let text = is_outline.then(|| std::fs::read_to_string(&path).ok())??;
            Some(Template {
                name,
                text,
                is_own: true,
            })
        })
        .collect();
    own.sort_by(|a, b| a.name.cmp(&b.name));
    let is_replaced = |name: &str| own.iter().any(|other| other.name == name);
    let kept: Vec<Template> = built_in()
        .filter(|template| !is_replaced(&template.name))
        .collect();
    kept.into_iter().chain(own).collect()
}

/// # Errors
/// `E310` with the nearest names for one that is not there.
pub fn find(name: &str, folder: Option<&Path>) -> Result<Template> {
    let all = all(folder);
    let found = all
        .iter()
        .find(|template| template.name.eq_ignore_ascii_case(name));
    if let Some(found) = found {
        return Ok(found.clone());
    }
    let names: Vec<&str> = all.iter().map(|template| template.name.as_str()).collect();
    let error = Error::not_found("E310", format!("there is no template \"{name}\""))
        .why(format!("There are {}.", names.join(", ")));
    let near = names
        .iter()
        .map(|known| (strsim::jaro_winkler(known, &name.to_lowercase()), known))
        .filter(|(nearness, _)| *nearness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Err(match near {
        Some((_, near)) => error.instead(name, *near),
        None => error.next("okr init --list"),
    })
}

/// What a template adds to a book. The person who begins answers for it, and where there is a vision
/// already its objectives serve that one.
///
/// # Errors
/// Those of the outline.
pub fn plan(
    template: &Template,
    context: &Context,
    book: Option<&Connection>,
    cycle: (Option<String>, Option<&Cycle>),
) -> Result<Plan> {
    let mut plan = outline::read(&template.text, context, cycle.1)?;
    let visions = book.map(visions::all).transpose()?.unwrap_or_default();
    let vision = visions.iter().find(|vision| vision.dropped.is_none());
    if let Some(vision) = vision {
        plan.lines
            .retain(|(_, new)| !matches!(new, New::Vision { .. }));
        for (_, new) in &mut plan.lines {
            if let New::Objective(objective) = new
                && objective.parent.as_deref() == Some(VISION_ABOVE)
            {
                objective.parent = Some(vision.id.to_string());
            }
        }
    }
    if !context.by.is_empty() {
        for (_, new) in &mut plan.lines {
            if let New::Objective(objective) = new {
                objective.meta.owner.get_or_insert(context.by.clone());
            }
        }
    }
    plan.placed(None, false, cycle.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_says_what_it_is_for_and_invents_no_start() {
        for template in built_in() {
            assert!(
                template.text.starts_with("#: "),
                "{} has no head",
                template.name
            );
            assert!(!template.text.contains("start:"), "{}", template.name);
            assert!(!template.text.contains("baseline:"), "{}", template.name);
        }
    }

    #[test]
    fn a_template_of_ones_own_takes_the_place_of_the_programs() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("quality.okr"), "Be good\n").expect("a file");
        let found = find("quality", Some(folder.path())).expect("it is there");
        assert!(found.is_own);
        assert_eq!(found.about(), "Be good");
        assert_eq!(all(Some(folder.path())).len(), 8);
    }

    #[test]
    fn a_wrong_name_is_answered_with_the_nearest() {
        let error = find("qualty", None).expect_err("no such template");
        assert_eq!(error.code, "E310");
    }
}
