//! An outline as it was read, as what any other file says. Ids are those of the book it was written
//! from: they tie its records together and name nothing in another book.

use super::{Found, FoundKeyResult, FoundObjective, FoundVision, Left};
use crate::act::add::VISION_ABOVE;
use crate::domain::record::Type;
use crate::outline::Said;

pub(super) fn found(all: Vec<Said>) -> Found {
    let mut found = Found::default();
    // Of the objectives among the lines, their places in `found`.
    let mut places = vec![None; all.len()];
    for (place, said) in all.into_iter().enumerate() {
        found
            .parts
            .extend(said.fields.iter().map(|field| field.line));
        let id = said.id.as_ref().map(ToString::to_string);
        let mut fields: Vec<(String, String)> = said
            .fields
            .into_iter()
            .map(|field| (field.key, field.value))
            .collect();
        let mut take = |wanted: &str| {
            let place = fields.iter().position(|(key, _)| key == wanted)?;
            Some(fields.remove(place).1)
        };
        if take("drop").is_some() {
            found.left.push(Left::new(
                said.line,
                &said.title,
                "a file that is brought in drops nothing; okr apply does",
            ));
            continue;
        }
        match said.kind {
            Type::Vision => found.visions.push(FoundVision {
                line: said.line,
                title: said.title,
                owner: take("owner"),
                id,
                uid: None,
            }),
            Type::Objective => {
                let cycle = take("cycle").or(said.cycle);
                // The vision above, said where lines have no ids.
                if let Some((_, above)) = fields
                    .iter_mut()
                    .find(|(key, above)| key == "serves" && above == VISION_ABOVE)
                    && let Some(vision) = found.visions.last_mut()
                {
                    *above = vision
                        .id
                        .get_or_insert_with(|| VISION_ABOVE.to_owned())
                        .clone();
                }
                if let Some(own) = places.get_mut(place) {
                    *own = Some(found.objectives.len());
                }
                found.objectives.push(FoundObjective {
                    line: said.line,
                    title: said.title,
                    cycle,
                    fields,
                    id,
                    ..FoundObjective::default()
                });
            }
            _ => {
                let above = said
                    .under
                    .and_then(|under| places.get(under).copied().flatten());
                match above.and_then(|above| found.objectives.get_mut(above)) {
                    Some(objective) => objective.key_results.push(FoundKeyResult {
                        line: said.line,
                        title: said.title,
                        fields,
                        id,
                        ..FoundKeyResult::default()
                    }),
                    None => found.left.push(Left::new(
                        said.line,
                        &said.title,
                        "a key result without an objective above it",
                    )),
                }
            }
        }
    }
    found
}
