//! The beginning of a board: as much of it as fills a screen, with the same numbers as in the whole.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{Board, CycleChoice, Depth, Reader, chosen};
use crate::domain::assess::Policy;
use crate::domain::id::Uid;
use crate::domain::objective::Vision;
use crate::error::Result;
use crate::store::{key_results, objectives};

/// The first records in the order of the tree, at least `rows` of them where there are so many. What
/// hangs on nothing but a vision comes with everything below it, so that no branch is cut off.
///
/// # Errors
/// As [`super::board`].
pub fn opening(
    connection: &Connection,
    choice: &CycleChoice,
    rows: usize,
    policy: &Policy,
    day: NaiveDate,
) -> Result<Board> {
    let mut reader = Reader::new(connection, *policy, day)?;
    reader.depth = Depth::Ends;
    let cycle = chosen(connection, choice, &reader.cycles, day)?;
    let hanging = objectives::hanging(connection, cycle.as_ref().map(|cycle| cycle.name.as_str()))?;
    let tree = Hanging::of(connection, &reader.visions, &hanging)?;
    let mut items = Vec::new();
    for grown in in_order(&reader.visions, &tree, &hanging) {
        for uid in grown {
            if let Some(objective) = objectives::by_uid(connection, uid)? {
                reader.add(&objective, &mut items)?;
            }
        }
        if items.iter().filter(|item| !item.is_dropped).count() >= rows {
            break;
        }
    }
    Ok(Board {
        day,
        cycle,
        visions: reader.visions,
        items,
    })
}

/// Where the objectives of a board hang.
struct Hanging {
    /// The objective of the board above each, also where a key result of it stands between.
    above: HashMap<Uid, Uid>,
}

impl Hanging {
    fn of(
        connection: &Connection,
        visions: &[Vision],
        hanging: &[(Uid, Option<Uid>)],
    ) -> Result<Self> {
        let here: HashSet<Uid> = hanging.iter().map(|(uid, _)| *uid).collect();
        let mut above = HashMap::new();
        for (uid, parent) in hanging {
            let is_vision = |uid: &Uid| visions.iter().any(|vision| vision.uid == *uid);
            let Some(parent) = parent.filter(|parent| !is_vision(parent)) else {
                continue;
            };
            let objective = match here.contains(&parent) {
                true => Some(parent),
                false => key_results::by_uid(connection, parent)?
                    .and_then(|kr| kr.head.parent)
                    .filter(|objective| here.contains(objective)),
            };
            above.extend(objective.map(|objective| (*uid, objective)));
        }
        Ok(Self { above })
    }

    /// The topmost objective above one, which may be itself; `None` in a loop that two devices made.
    fn root(&self, uid: Uid) -> Option<Uid> {
        let mut root = uid;
        for _ in 0..=self.above.len() {
            match self.above.get(&root) {
                Some(above) => root = *above,
                None => return Some(root),
            }
        }
        None
    }
}

/// The objectives root by root, each with all that hang below it: those of each vision, then the rest.
fn in_order(visions: &[Vision], tree: &Hanging, hanging: &[(Uid, Option<Uid>)]) -> Vec<Vec<Uid>> {
    let mut below: HashMap<Uid, Vec<Uid>> = HashMap::new();
    for (uid, _) in hanging {
        if let Some(root) = tree.root(*uid) {
            below.entry(root).or_default().push(*uid);
        }
    }
    let on = |uid: Uid| {
        let mut standing = visions.iter().filter(|vision| vision.dropped.is_none());
        standing.position(|vision| vision.uid == uid)
    };
    let mut roots: Vec<(usize, Uid)> = hanging
        .iter()
        .filter(|(uid, _)| below.contains_key(uid))
        .map(|(uid, parent)| (parent.and_then(on).unwrap_or(visions.len()), *uid))
        .collect();
    roots.sort_by_key(|(place, _)| *place);
    roots
        .iter()
        .filter_map(|(_, root)| below.remove(root))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::board::{Narrow, board};
    use crate::report::growth::{Leaf, Wanted, grow};
    use crate::report::sample::{self, TODAY};

    fn drawn(board: &Board) -> Vec<String> {
        let wanted = Wanted {
            root: None,
            item: &|_| true,
            vision: &|_| true,
        };
        let grown = grow(board, &wanted);
        let items = grown.iter().filter_map(|branch| match branch.leaf {
            Leaf::Vision(_) => None,
            Leaf::Item(place) => Some((board.items.get(place)?.id(), &branch.lasts)),
        });
        // Whether an objective is the last one on its vision is not drawn.
        items
            .map(|(id, lasts)| format!("{id} {:?}", lasts.get(1..)))
            .collect()
    }

    #[test]
    fn an_opening_is_the_beginning_of_the_whole() {
        let mut book = sample::book();
        for parent in [Some("O1"), Some("K5"), None] {
            sample::objective(&mut book, "Win a country", parent, "web", "mei");
        }
        let (policy, day) = (Policy::default(), sample::day(TODAY));
        let choice = CycleChoice::Current;
        let everything = Narrow::Everything;
        let whole = board(
            book.connection(),
            &choice,
            &everything,
            Depth::Ends,
            &policy,
            day,
        );
        let whole = whole.expect("a board");
        let all = drawn(&whole);
        for rows in 1..=all.len() {
            let opening = opening(book.connection(), &choice, rows, &policy, day).expect("a board");
            let shown = drawn(&opening);
            assert!(
                shown.len() >= rows && all.starts_with(&shown),
                "{rows}: {shown:?} of {all:?}"
            );
            for item in &opening.items {
                assert!(whole.items.contains(item), "{}", item.id());
            }
        }
    }
}
