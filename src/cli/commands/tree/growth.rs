//! Which records `okr tree` holds: what a filter finds, and the records above it. Where each hangs is
//! the core's to say.

use std::collections::HashSet;

use okr_core::domain::id::Uid;
use okr_core::domain::objective::Vision;
use okr_core::reference::Found;
use okr_core::report::board::Board;
use okr_core::report::growth::{Leaf, Wanted, grow};
use okr_core::report::item::Item;

use crate::cli::selection::Selection;

pub(super) enum What<'a> {
    Vision(&'a Vision),
    Item(&'a Item),
    /// A line between trees, for people only.
    Heading(&'static str),
}

pub(super) struct Node<'a> {
    pub what: What<'a>,
    pub depth: usize,
    /// For every level below the root whether its branch is the last one.
    pub lasts: Vec<bool>,
    /// It is only here because something below it was found.
    pub is_path: bool,
}

pub(super) struct Tree<'a> {
    board: &'a Board,
    found: HashSet<Uid>,
    kept: HashSet<Uid>,
    is_filtered: bool,
    pub nodes: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(board: &'a Board, selection: &Selection) -> Self {
        let picked: Vec<&Item> = board
            .items
            .iter()
            .filter(|item| selection.picks(item))
            .collect();
        let found: HashSet<Uid> = picked.iter().map(|item| item.head.uid).collect();
        let above = picked
            .iter()
            .flat_map(|item| &item.above)
            .map(|(uid, _)| *uid);
        let kept = found.iter().copied().chain(above).collect();
        Self {
            board,
            found,
            kept,
            is_filtered: !selection.is_everything(),
            nodes: Vec::new(),
        }
    }

    pub(super) fn plant(&mut self, root: Option<&Found>, with_headings: bool) {
        let wanted = Wanted {
            root: root.map(|root| root.uid),
            item: &|uid| self.kept.contains(&uid),
            vision: &|vision| match self.is_filtered {
                true => self.kept.contains(&vision.uid),
                false => vision.dropped.is_none(),
            },
        };
        let mut heading = None;
        let mut nodes = Vec::new();
        for branch in grow(self.board, &wanted) {
            let (what, is_path) = match branch.leaf {
                Leaf::Vision(place) => match self.board.visions.get(place) {
                    Some(vision) => (What::Vision(vision), false),
                    None => continue,
                },
                Leaf::Item(place) => match self.board.items.get(place) {
                    Some(item) => (What::Item(item), !self.found.contains(&item.head.uid)),
                    None => continue,
                },
            };
            if branch.lasts.is_empty() && matches!(what, What::Item(_)) && heading.is_none() {
                heading = Some(nodes.len());
            }
            nodes.push(Node {
                what,
                depth: branch.lasts.len(),
                lasts: branch.lasts,
                is_path,
            });
        }
        let heading = heading.filter(|place| *place > 0 && with_headings && root.is_none());
        if let Some(place) = heading {
            let line = Node {
                what: What::Heading("Without a vision"),
                depth: 0,
                lasts: Vec::new(),
                is_path: false,
            };
            nodes.insert(place, line);
        }
        self.nodes = nodes;
    }
}
