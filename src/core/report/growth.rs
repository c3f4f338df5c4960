//! Which records of a board hang where: the order and the depth in which an alignment is drawn, from
//! visions down to key results. No record hangs in two places, not even where two devices made a loop.

use std::collections::{HashMap, HashSet};

use super::board::Board;
use crate::domain::id::Uid;
use crate::domain::objective::Vision;
use crate::domain::record::Type;
use crate::report::item::Item;

/// A record by its place in the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaf {
    Vision(usize),
    Item(usize),
}

/// One record and how it hangs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub leaf: Leaf,
    /// For every level below the root whether its branch is the last one; its length is the depth.
    pub lasts: Vec<bool>,
}

/// Which records are to hang in it.
pub struct Wanted<'a> {
    /// The only root; `None` for all visions and what hangs on none of them.
    pub root: Option<Uid>,
    pub item: &'a dyn Fn(Uid) -> bool,
    pub vision: &'a dyn Fn(&Vision) -> bool,
}

struct Grower<'a> {
    board: &'a Board,
    wanted: &'a Wanted<'a>,
    /// The items that are wanted, in reading order.
    places: Vec<usize>,
    /// Items by the record right above them; key results come before objectives.
    below: HashMap<Uid, Vec<usize>>,
    planted: HashSet<Uid>,
    branches: Vec<Branch>,
}

/// The branches in drawing order. What hangs on no vision comes behind all of them.
#[must_use]
pub fn grow(board: &Board, wanted: &Wanted<'_>) -> Vec<Branch> {
    // A filter leaves few of many: whatever is not wanted is looked at once.
    let items = board.items.iter().enumerate();
    let places: Vec<usize> = items
        .filter(|(_, item)| (wanted.item)(item.head.uid))
        .map(|(place, _)| place)
        .collect();
    let mut below: HashMap<Uid, Vec<usize>> = HashMap::new();
    for key_results in [true, false] {
        for (place, item) in picked(board, &places) {
            let Some((above, _)) = item.above.first() else {
                continue;
            };
            if (item.kind == Type::KeyResult) == key_results {
                below.entry(*above).or_default().push(place);
            }
        }
    }
    let mut grower = Grower {
        board,
        wanted,
        places,
        below,
        planted: HashSet::new(),
        branches: Vec::new(),
    };
    grower.plant();
    grower.branches
}

fn picked<'a>(board: &'a Board, places: &'a [usize]) -> impl Iterator<Item = (usize, &'a Item)> {
    let item = |place: &usize| Some((*place, board.items.get(*place)?));
    places.iter().filter_map(item)
}

impl Grower<'_> {
    fn plant(&mut self) {
        let board = self.board;
        if let Some(root) = self.wanted.root {
            if let Some(place) = board.visions.iter().position(|vision| vision.uid == root) {
                self.vision(place, root);
            } else if let Some(place) = board.items.iter().position(|item| item.head.uid == root) {
                self.item(place, &[]);
            }
            return;
        }
        for (place, vision) in board.visions.iter().enumerate() {
            if (self.wanted.vision)(vision) {
                self.vision(place, vision.uid);
            }
        }
        let places = std::mem::take(&mut self.places);
        let here = self.here(&places);
        for (place, item) in picked(board, &places) {
            let above = item.above.first();
            if !above.is_some_and(|(uid, _)| here.contains(uid)) {
                self.item(place, &[]);
            }
        }
        // Records of a loop that two devices made hang on each other and on nothing else.
        for place in places {
            self.item(place, &[]);
        }
    }

    /// Which of the records right above the picked ones are items of the board.
    fn here(&self, places: &[usize]) -> HashSet<Uid> {
        let above = picked(self.board, places).filter_map(|(_, item)| item.above.first());
        let above: HashSet<Uid> = above.map(|(uid, _)| *uid).collect();
        let items = self.board.items.iter().map(|item| item.head.uid);
        items.filter(|uid| above.contains(uid)).collect()
    }

    fn vision(&mut self, place: usize, uid: Uid) {
        if self.planted.insert(uid) {
            self.branches.push(Branch {
                leaf: Leaf::Vision(place),
                lasts: Vec::new(),
            });
            self.children(uid, &[]);
        }
    }

    fn item(&mut self, place: usize, lasts: &[bool]) {
        let Some(item) = self.board.items.get(place) else {
            return;
        };
        let uid = item.head.uid;
        if (self.wanted.item)(uid) && self.planted.insert(uid) {
            self.branches.push(Branch {
                leaf: Leaf::Item(place),
                lasts: lasts.to_vec(),
            });
            self.children(uid, lasts);
        }
    }

    fn children(&mut self, uid: Uid, lasts: &[bool]) {
        let children = self.below.remove(&uid).unwrap_or_default();
        let count = children.len();
        for (place, child) in children.into_iter().enumerate() {
            let mut lasts = lasts.to_vec();
            lasts.push(place + 1 == count);
            self.item(child, &lasts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn drawn(board: &Board, kept: &dyn Fn(Uid) -> bool) -> Vec<String> {
        let wanted = Wanted {
            root: None,
            item: kept,
            vision: &|_| true,
        };
        let id = |leaf| match leaf {
            Leaf::Vision(place) => board.visions[place].id.to_string(),
            Leaf::Item(place) => board.items[place].id(),
        };
        grow(board, &wanted)
            .iter()
            .map(|branch| format!("{}{}", " ".repeat(branch.lasts.len()), id(branch.leaf)))
            .collect()
    }

    #[test]
    fn every_record_hangs_once_and_key_results_come_first() {
        let book = sample::book();
        let board = sample::whole(&book);
        let all = drawn(&board, &|_| true);
        assert_eq!(all.len(), board.items.len() + board.visions.len());
        let none = drawn(&board, &|_| false);
        assert_eq!(none.len(), board.visions.len());
    }
}
