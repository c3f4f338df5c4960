//! Where one stands in a list and which part of it is seen: arithmetic on two numbers. The rows are
//! somebody else's, so drawing never moves anything.

/// The selected row and the first one that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct List {
    pub selected: usize,
    pub offset: usize,
}

impl List {
    /// Goes `by` rows down, or up when negative, and stops at the ends.
    pub fn go(&mut self, by: isize, count: usize, height: usize) {
        let last = count.saturating_sub(1);
        let selected = self.selected.saturating_add_signed(by).min(last);
        self.select(selected, count, height);
    }

    /// Selects a row and brings it into sight, moving the window no further than it must.
    pub fn select(&mut self, row: usize, count: usize, height: usize) {
        self.selected = row.min(count.saturating_sub(1));
        let height = height.max(1);
        if self.selected < self.offset {
            self.offset = self.selected;
        }
        if self.selected >= self.offset + height {
            self.offset = self.selected + 1 - height;
        }
        self.offset = self.offset.min(count.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_follows_and_never_shows_more_than_there_is() {
        let mut list = List::default();
        list.go(12, 100, 10);
        assert_eq!((list.selected, list.offset), (12, 3));
        list.go(-5, 100, 10);
        assert_eq!((list.selected, list.offset), (7, 3));
        list.go(-50, 100, 10);
        assert_eq!((list.selected, list.offset), (0, 0));
        list.select(99, 100, 10);
        assert_eq!((list.selected, list.offset), (99, 90));
        list.select(99, 4, 10);
        assert_eq!((list.selected, list.offset), (3, 0));
        list.go(1, 0, 0);
        assert_eq!((list.selected, list.offset), (0, 0));
    }
}
