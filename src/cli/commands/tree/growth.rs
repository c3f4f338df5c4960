//! Which records a tree holds and where each hangs. No record hangs in two places, not even where two
//! devices made a loop.

use std::collections::HashSet;

use okr_core::domain::id::Uid;
use okr_core::domain::objective::Vision;
use okr_core::domain::record::Type;
use okr_core::reference::Found;
use okr_core::report::board::Board;
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
    planted: HashSet<Uid>,
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
            planted: HashSet::new(),
            is_filtered: !selection.is_everything(),
            nodes: Vec::new(),
        }
    }

    pub(super) fn plant(&mut self, root: Option<&Found>, with_headings: bool) {
        let board = self.board;
        if let Some(root) = root {
            let vision = board.visions.iter().find(|vision| vision.uid == root.uid);
            let item = board.items.iter().find(|item| item.head.uid == root.uid);
            if let Some(vision) = vision {
                self.add(What::Vision(vision), vision.uid, &[]);
            } else if let Some(item) = item {
                self.add(What::Item(item), root.uid, &[]);
            }
            return;
        }
        for vision in &board.visions {
            let shown = if self.is_filtered {
                self.kept.contains(&vision.uid)
            } else {
                vision.dropped.is_none()
            };
            if shown {
                self.add(What::Vision(vision), vision.uid, &[]);
            }
        }
        let heading = self.nodes.len();
        let here: HashSet<Uid> = board.items.iter().map(|item| item.head.uid).collect();
        for item in &board.items {
            let hangs = item
                .above
                .first()
                .is_some_and(|(uid, _)| here.contains(uid));
            if !hangs && !self.planted.contains(&item.head.uid) {
                self.add(What::Item(item), item.head.uid, &[]);
            }
        }
        // Records of a loop that two devices made hang on each other and on nothing else.
        for item in &board.items {
            if !self.planted.contains(&item.head.uid) {
                self.add(What::Item(item), item.head.uid, &[]);
            }
        }
        if with_headings && heading > 0 && self.nodes.len() > heading {
            let line = Node {
                what: What::Heading("Without a vision"),
                depth: 0,
                lasts: Vec::new(),
                is_path: false,
            };
            self.nodes.insert(heading, line);
        }
    }

    fn add(&mut self, what: What<'a>, uid: Uid, lasts: &[bool]) {
        let is_vision = matches!(what, What::Vision(_));
        if (!is_vision && !self.kept.contains(&uid)) || !self.planted.insert(uid) {
            return;
        }
        self.nodes.push(Node {
            what,
            depth: lasts.len(),
            lasts: lasts.to_vec(),
            is_path: !is_vision && !self.found.contains(&uid),
        });
        let below = |item: &&'a Item| {
            self.kept.contains(&item.head.uid)
                && item.above.first().is_some_and(|(above, _)| *above == uid)
        };
        let mut children: Vec<&'a Item> = self.board.items.iter().filter(below).collect();
        children.sort_by_key(|item| item.kind != Type::KeyResult);
        let count = children.len();
        for (place, child) in children.into_iter().enumerate() {
            let mut lasts = lasts.to_vec();
            lasts.push(place + 1 == count);
            self.add(What::Item(child), child.head.uid, &lasts);
        }
    }
}
