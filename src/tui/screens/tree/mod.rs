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

use std::collections::{BTreeSet, HashSet};

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::board::Board;
use okr_core::report::growth::{Branch, Leaf, Wanted, grow};
use okr_core::report::item::Item;
use okr_core::select::Filter;

use crate::tui::widgets::list::List;

pub use act::{act, replaced, resized};
pub use filter::{Filtering, filter_by, read, rested, typed};
pub use verbs::{filled_in, paste, subjects};
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
    branches: Vec<Branch>,
    /// The branches without a filter, while there is one.
    unfiltered: Option<Vec<Branch>>,
    /// No filter narrows the branches.
    is_whole: bool,
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

    /// Grows the rows of a board and stands where one stood: on `wanted`, or on the same row when
    /// that record is gone.
    pub fn regrow(&mut self, board: &Board, height: usize, wanted: Option<Uid>) {
        self.grow(board);
        self.show(board);
        let is_first = !std::mem::replace(&mut self.is_loaded, true);
        let row = match wanted.and_then(|uid| self.row_of(uid, board)) {
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
        let here: HashSet<Uid> = board.items.iter().map(|item| item.head.uid).collect();
        self.marks.retain(|uid| here.contains(uid));
        self.marked_before.retain(|uid| here.contains(uid));
        if let Some(filtering) = &mut self.filtering {
            filtering.look_at(board);
        }
        self.unfiltered = None;
        self.is_whole = false;
        self.regrow(board, height, wanted);
    }

    fn first_item(&self, board: &Board) -> usize {
        let is_objective = |row: &Row| {
            let leaf = self.branch(*row).map(|branch| branch.leaf);
            matches!(leaf, Some(Leaf::Item(place)) if board.items.get(place).is_some_and(|item| item.kind == Type::Objective))
        };
        self.rows.iter().position(is_objective).unwrap_or(0)
    }

    /// What a filter narrows is kept aside, so that taking the filter away grows nothing anew.
    fn grow(&mut self, board: &Board) {
        let narrows = self.filtering.as_ref().is_some_and(Filtering::narrows);
        match (narrows, self.unfiltered.take()) {
            (false, Some(all)) => {
                self.branches = all;
                self.is_whole = true;
                return;
            }
            (true, None) if self.is_whole => {
                self.unfiltered = Some(std::mem::take(&mut self.branches));
            }
            (true, kept) => self.unfiltered = kept,
            (false, None) => {}
        }
        self.is_whole = !narrows;
        let kept = self
            .filtering
            .as_ref()
            .filter(|filtering| filtering.narrows())
            .map(|filtering| &filtering.kept);
        let usual: HashSet<Uid> = match kept {
            Some(_) => HashSet::new(),
            None => self.in_scope(board),
        };
        let kept = kept.unwrap_or(&usual);
        let wanted = Wanted {
            root: None,
            item: &|uid| kept.contains(&uid),
            vision: &|vision| !narrows && vision.dropped.is_none(),
        };
        self.branches = grow(board, &wanted);
    }

    /// What is neither dropped nor outside the scope, with what is above it.
    fn in_scope(&self, board: &Board) -> HashSet<Uid> {
        let seen = |item: &&Item| !item.is_dropped && self.scope.matches(item);
        let mut kept = HashSet::with_capacity(board.items.len());
        for item in board.items.iter().filter(seen) {
            kept.insert(item.head.uid);
            kept.extend(item.above.iter().map(|(uid, _)| *uid));
        }
        kept
    }

    /// The rows that folding leaves.
    fn show(&mut self, board: &Board) {
        let has_visions = matches!(
            self.branches.first(),
            Some(Branch {
                leaf: Leaf::Vision(_),
                ..
            })
        );
        let mut rows = Vec::with_capacity(self.branches.len());
        let mut hidden_below: Option<usize> = None;
        let mut has_heading = !has_visions;
        for (place, branch) in self.branches.iter().enumerate() {
            let depth = branch.lasts.len();
            if hidden_below.is_some_and(|above| depth > above) {
                continue;
            }
            hidden_below = None;
            if depth == 0 && !has_heading && matches!(branch.leaf, Leaf::Item(_)) {
                has_heading = true;
                rows.push(Row::Heading);
            }
            rows.push(Row::Branch(place));
            let uid = self.uid(Row::Branch(place), board);
            if uid.is_some_and(|uid| self.folded.contains(&uid)) {
                hidden_below = Some(depth);
            }
        }
        self.rows = rows;
    }

    fn row_of(&self, uid: Uid, board: &Board) -> Option<usize> {
        self.rows
            .iter()
            .position(|row| self.uid(*row, board) == Some(uid))
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

    /// Whether something hangs below a row.
    #[must_use]
    pub fn has_parts(&self, row: Row) -> bool {
        let Row::Branch(place) = row else {
            return false;
        };
        let depth = self
            .branches
            .get(place)
            .map_or(0, |branch| branch.lasts.len());
        self.branches
            .get(place + 1)
            .is_some_and(|next| next.lasts.len() > depth)
    }

    #[must_use]
    pub fn is_folded(&self, uid: Uid) -> bool {
        self.folded.contains(&uid)
    }

    fn fold(&mut self, uid: Uid, board: &Board, height: usize) {
        self.folded.insert(uid);
        self.regrow_rows(uid, board, height);
    }

    fn unfold(&mut self, uid: Uid, board: &Board, height: usize) {
        self.folded.remove(&uid);
        self.regrow_rows(uid, board, height);
    }

    fn regrow_rows(&mut self, uid: Uid, board: &Board, height: usize) {
        self.show(board);
        if let Some(row) = self.row_of(uid, board) {
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
        let row = *self.rows.get(self.list.selected)?;
        let depth = self.branch(row)?.lasts.len();
        let earlier = self.rows.get(..self.list.selected)?;
        earlier.iter().rposition(|row| {
            self.branch(*row)
                .is_some_and(|branch| branch.lasts.len() < depth)
        })
    }

    /// Marked records, else the selected one, in the order of the rows.
    #[must_use]
    pub fn meant<'a>(&self, board: &'a Board) -> Vec<&'a Item> {
        let selected = self.selected(board);
        let items = board.items.iter();
        if self.marks.is_empty() {
            return items
                .filter(|item| Some(item.head.uid) == selected)
                .collect();
        }
        items
            .filter(|item| self.marks.contains(&item.head.uid))
            .collect()
    }
}
