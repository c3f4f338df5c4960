//! The tree from vision to key result: which rows there are, where one stands among them, what is
//! folded, marked and filtered. Records are known by their uid, never by their row, because a check-in
//! from another terminal may reorder the list under the cursor.

mod act;
mod columns;
mod detail;
mod filter;
mod lines;
mod marks;
mod row;
mod verbs;
mod view;
mod week;

use std::collections::{BTreeSet, HashMap, HashSet};

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::board::Board;
use okr_core::report::growth::{Branch, Leaf, Wanted, grow};
use okr_core::report::item::Item;
use okr_core::select::Filter;

use crate::tui::widgets::list::List;

pub use act::{act, replaced, resized};
pub use filter::{Filtering, Searched, filter_by, read, rested, typed};
pub use verbs::{comes_back, filled_in, half_typed, opener, paste, refreshed, subjects};
pub use view::{click, sums, view};

/// A row that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A place in the branches.
    Branch(usize),
    /// A line in front of what hangs on no vision.
    Heading,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree {
    /// Every record of the board, dropped or outside the scope as well.
    branches: Vec<Branch>,
    /// The place on the board of what stands right above each record, where that is on it.
    above: Vec<Option<usize>>,
    searched: Searched,
    /// Which records are looked at while nothing is typed, with what is above them.
    usual: Vec<bool>,
    rows: Vec<Row>,
    pub list: List,
    folded: HashSet<Uid>,
    pub marks: BTreeSet<Uid>,
    /// Where a range of marks begins that goes along with the selection.
    pub anchor: Option<Uid>,
    /// What was marked before that range.
    marked_before: BTreeSet<Uid>,
    pub filtering: Option<Filtering>,
    /// What is looked at when nothing is typed.
    pub scope: Filter,
    /// Whether anything was ever loaded.
    is_loaded: bool,
}

impl Tree {
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    #[must_use]
    pub fn branch(&self, row: Row) -> Option<&Branch> {
        match row {
            Row::Branch(place) => self.branches.get(place),
            Row::Heading => None,
        }
    }

    /// The record of a row.
    #[must_use]
    pub fn uid(&self, row: Row, board: &Board) -> Option<Uid> {
        match self.branch(row)?.leaf {
            Leaf::Vision(place) => board.visions.get(place).map(|vision| vision.uid),
            Leaf::Item(place) => board.items.get(place).map(|item| item.head.uid),
        }
    }

    #[must_use]
    pub fn selected(&self, board: &Board) -> Option<Uid> {
        self.uid(*self.rows.get(self.list.selected)?, board)
    }

    /// What the selected row stands for.
    #[must_use]
    pub fn leaf(&self) -> Option<Leaf> {
        let row = *self.rows.get(self.list.selected)?;
        self.branch(row).map(|branch| branch.leaf)
    }

    /// Shows the rows that a filter or folding leaves and stands on `wanted`, or on the same row when
    /// that record is gone.
    pub fn regrow(&mut self, board: &Board, height: usize, wanted: Option<Leaf>) {
        self.show(board);
        let is_first = !std::mem::replace(&mut self.is_loaded, true);
        let row = match wanted.and_then(|leaf| self.row_of(leaf)) {
            Some(row) => row,
            None if is_first => self.first_item(board),
            None => self.list.selected,
        };
        self.list.select(row, self.rows.len(), height);
        self.off_heading(1, height);
    }

    /// Another board takes the place of the one before. `added` is to be selected, else what was.
    pub fn replace(&mut self, before: &Board, board: &Board, height: usize, added: Option<Uid>) {
        let wanted = added.or_else(|| self.selected(before));
        if let Some(uid) = added {
            self.unfold_above(uid, board);
        }
        let here: HashMap<Uid, usize> = board
            .items
            .iter()
            .map(|item| item.head.uid)
            .zip(0..)
            .collect();
        self.marks.retain(|uid| here.contains_key(uid));
        self.marked_before.retain(|uid| here.contains_key(uid));
        let above = |item: &Item| here.get(&item.above.first()?.0).copied();
        self.above = board.items.iter().map(above).collect();
        self.branches = grow(
            board,
            &Wanted {
                root: None,
                item: &|_| true,
                vision: &|vision| vision.dropped.is_none(),
            },
        );
        let seen = |item: &Item| !item.is_dropped && self.scope.matches(item);
        let seen: Vec<bool> = board.items.iter().map(seen).collect();
        self.usual = self.with_above(&seen);
        self.searched = Searched::of(board);
        if let Some(filtering) = &mut self.filtering {
            filtering.find(board, &self.searched, &self.scope);
        }
        let vision = |uid| board.visions.iter().position(|vision| vision.uid == uid);
        let wanted = wanted.and_then(|uid| match here.get(&uid) {
            Some(place) => Some(Leaf::Item(*place)),
            None => vision(uid).map(Leaf::Vision),
        });
        self.regrow(board, height, wanted);
    }

    /// The same records with all that is above them.
    fn with_above(&self, picked: &[bool]) -> Vec<bool> {
        let mut kept = vec![false; picked.len()];
        for (place, _) in picked.iter().enumerate().filter(|(_, picked)| **picked) {
            let mut next = Some(place);
            while let Some(place) = next
                && let Some(kept) = kept.get_mut(place).filter(|kept| !**kept)
            {
                *kept = true;
                next = self.above.get(place).copied().flatten();
            }
        }
        kept
    }

    fn first_item(&self, board: &Board) -> usize {
        let is_objective = |row: &Row| {
            let leaf = self.branch(*row).map(|branch| branch.leaf);
            matches!(leaf, Some(Leaf::Item(place)) if board.items.get(place).is_some_and(|item| item.kind == Type::Objective))
        };
        self.rows.iter().position(is_objective).unwrap_or(0)
    }

    /// The rows that the filter and folding leave. A filter shows hits with what is above them, and no
    /// vision: whatever serves it would have to be a hit.
    fn show(&mut self, board: &Board) {
        let filtering = self.filtering.as_ref().filter(|typed| typed.narrows());
        let kept = filtering.map(|filtering| self.with_above(filtering.found()));
        let kept = kept.as_ref().unwrap_or(&self.usual);
        let shows_visions = filtering.is_none();
        let begins = self.branches.first().map(|branch| branch.leaf);
        let mut has_heading = !(shows_visions && matches!(begins, Some(Leaf::Vision(_))));
        let mut rows = Vec::with_capacity(self.branches.len());
        let mut hidden_below: Option<usize> = None;
        for (place, branch) in self.branches.iter().enumerate() {
            let depth = branch.lasts.len();
            let is_kept = match branch.leaf {
                Leaf::Vision(_) => shows_visions,
                Leaf::Item(place) => kept.get(place).copied().unwrap_or_default(),
            };
            if !is_kept || hidden_below.is_some_and(|above| depth > above) {
                continue;
            }
            hidden_below = None;
            if depth == 0 && !has_heading && matches!(branch.leaf, Leaf::Item(_)) {
                has_heading = true;
                rows.push(Row::Heading);
            }
            rows.push(Row::Branch(place));
            let is_folded = |uid: Uid| self.folded.contains(&uid);
            if !self.folded.is_empty() && self.uid(Row::Branch(place), board).is_some_and(is_folded)
            {
                hidden_below = Some(depth);
            }
        }
        self.rows = rows;
    }

    fn row_of(&self, leaf: Leaf) -> Option<usize> {
        let is_it = |row: &Row| self.branch(*row).is_some_and(|branch| branch.leaf == leaf);
        self.rows.iter().position(is_it)
    }

    /// Goes down, or up when negative.
    pub fn go(&mut self, by: isize, height: usize) {
        self.list.go(by, self.rows.len(), height);
        self.off_heading(by, height);
    }

    pub fn select_row(&mut self, row: usize, height: usize) {
        self.list.select(row, self.rows.len(), height);
        self.off_heading(1, height);
    }

    /// A heading is no record; the next one in the direction is.
    fn off_heading(&mut self, by: isize, height: usize) {
        if self.rows.get(self.list.selected) == Some(&Row::Heading) {
            let step = if by < 0 { -1 } else { 1 };
            self.list.go(step, self.rows.len(), height);
        }
    }

    /// How deep a row hangs.
    fn depth(&self, row: usize) -> Option<usize> {
        let branch = self.branch(*self.rows.get(row)?)?;
        Some(branch.lasts.len())
    }

    /// Whether something that is seen hangs below a row.
    #[must_use]
    pub fn has_parts(&self, row: usize) -> bool {
        self.depth(row + 1) > self.depth(row)
    }

    /// For the lowest levels of a row whether nothing that is seen comes behind it on that level.
    #[must_use]
    pub fn lasts(&self, row: usize, levels: usize) -> Vec<bool> {
        let depth = self.depth(row).unwrap_or_default();
        let first = depth.saturating_sub(levels);
        let mut lasts = vec![true; depth - first];
        let mut open = depth;
        for row in row + 1..self.rows.len() {
            let level = self.depth(row).unwrap_or_default();
            if open <= first || level <= first {
                break;
            }
            if level <= open {
                lasts[level - first - 1] = false;
                open = level - 1;
            }
        }
        lasts
    }

    #[must_use]
    pub fn is_folded(&self, uid: Uid) -> bool {
        self.folded.contains(&uid)
    }

    fn fold(&mut self, uid: Uid, board: &Board, height: usize) {
        self.folded.insert(uid);
        self.regrow_rows(board, height);
    }

    fn unfold(&mut self, uid: Uid, board: &Board, height: usize) {
        self.folded.remove(&uid);
        self.regrow_rows(board, height);
    }

    /// Shows the rows anew and stays on the same record.
    fn regrow_rows(&mut self, board: &Board, height: usize) {
        let stood = self.leaf();
        self.show(board);
        if let Some(row) = stood.and_then(|leaf| self.row_of(leaf)) {
            self.list.select(row, self.rows.len(), height);
        }
    }

    fn unfold_above(&mut self, uid: Uid, board: &Board) {
        let item = board.items.iter().find(|item| item.head.uid == uid);
        for (above, _) in item.iter().flat_map(|item| &item.above) {
            self.folded.remove(above);
        }
    }

    /// The row of the record above, when it is shown.
    fn row_above(&self) -> Option<usize> {
        let depth = self.depth(self.list.selected)?;
        let earlier = 0..self.list.selected;
        let is_above = |row: &usize| self.depth(*row).is_some_and(|other| other < depth);
        earlier.rev().find(is_above)
    }

    /// Marked records, else the selected one, in the order of the rows.
    #[must_use]
    pub fn meant<'a>(&self, board: &'a Board) -> Vec<&'a Item> {
        let items = board.items.iter();
        if self.marks.is_empty() {
            return match self.leaf() {
                Some(Leaf::Item(place)) => board.items.get(place).into_iter().collect(),
                _ => Vec::new(),
            };
        }
        items
            .filter(|item| self.marks.contains(&item.head.uid))
            .collect()
    }
}
