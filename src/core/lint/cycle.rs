//! The rule about the cycles before: goals that are always reached were none.

use super::{Finding, Rule, Sight};
use crate::report::board::Board;

/// How many cycles in a row have to be full.
const IN_A_ROW: usize = 2;

pub(super) fn findings(sight: &Sight<'_>) -> Option<Finding> {
    let before = sight.cycles_before;
    let all_full = before.len() >= IN_A_ROW && before.iter().take(IN_A_ROW).all(is_full);
    let last = before.first()?.cycle.as_ref().filter(|_| all_full)?;
    Some(Finding {
        rule: Rule::AlwaysReached,
        uid: None,
        id: last.name.clone(),
        title: last.name.clone(),
        count: None,
        about: None,
    })
}

/// Whether every key result of a cycle that was not dropped was reached.
fn is_full(board: &Board) -> bool {
    let mut all = board
        .key_results()
        .filter(|item| !item.is_dropped)
        .peekable();
    all.peek().is_some()
        && all.all(|item| {
            item.assessment
                .progress
                .is_some_and(|progress| progress >= 1.0)
        })
}
