//! The table for a terminal, and its twin for line mode. A row is one line, whatever is in it: what
//! does not fit is cut where it can be seen.

use super::format::Header;
use super::{Align, Listing};
use crate::cli::manners::Surface;
use crate::words::tone::Tone;

/// Between two columns.
const GAP: usize = 2;
/// A column is not cut below this while another one can still give way.
pub(super) const LEAST: usize = 8;

/// Columns as wide as their texts, then as narrow as the terminal needs. Without rows there is no
/// heading either.
pub fn table(listing: &Listing, columns: &[usize], header: Header, surface: &Surface) -> String {
    if listing.rows.is_empty() {
        return String::new();
    }
    let ruler = surface.ruler;
    let mut lines: Vec<Vec<(String, Option<Tone>)>> = Vec::with_capacity(listing.rows.len() + 1);
    if header == Header::Shown {
        let titles = columns
            .iter()
            .map(|&place| (listing.columns[place].title.to_owned(), Some(Tone::Heading)));
        lines.push(titles.collect());
    }
    for row in &listing.rows {
        let cells = columns.iter().map(|&place| row.cell(place));
        lines.push(
            cells
                .map(|cell| (ruler.safe(&cell.text).into_owned(), cell.tone))
                .collect(),
        );
    }
    let widest = |place: usize| {
        lines
            .iter()
            .map(|line| ruler.width(&line[place].0))
            .max()
            .unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let limits: Vec<(u8, usize)> = columns
        .iter()
        .map(|&place| (listing.columns[place].shrink, listing.columns[place].least))
        .collect();
    fit(&mut widths, &limits, surface.width);

    let mut text = String::new();
    for line in &lines {
        let mut shown = String::new();
        let mut used = 0;
        let mut pending = 0;
        for (place, (cell, tone)) in line.iter().enumerate() {
            // Columns beyond the edge are left out; the one across it is cut.
            let room = surface.width.saturating_sub(used + pending);
            let width = widths[place].min(room);
            let cell = ruler.cut(cell, width);
            let missing = width - ruler.width(&cell);
            let is_right = listing.columns[columns[place]].align == Align::Right;
            let before = if is_right { missing } else { 0 };
            if !cell.is_empty() {
                let gap = pending + before;
                shown.push_str(&" ".repeat(gap));
                shown.push_str(
                    &tone.map_or_else(|| cell.to_string(), |tone| surface.paint(tone, &cell)),
                );
                used += gap + ruler.width(&cell);
                pending = missing - before + GAP;
            } else {
                pending += width + GAP;
            }
        }
        text.push_str(&shown);
        text.push('\n');
    }
    text
}

/// Takes columns from the highest priority down until the row fits: first to the least each of them
/// wants, then to [`LEAST`], then, where that is not enough, to one. A limit is priority and least.
fn fit(widths: &mut [usize], limits: &[(u8, usize)], available: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    let mut order: Vec<usize> = (0..widths.len())
        .filter(|&place| limits[place].0 > 0)
        .collect();
    order.sort_by_key(|&place| std::cmp::Reverse(limits[place].0));
    for most in [usize::MAX, LEAST, 1] {
        for &place in &order {
            let least = limits[place].1.min(most);
            let excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(available);
            let spare = widths[place].saturating_sub(least);
            widths[place] -= excess.min(spare);
        }
    }
}

/// One sentence for each record.
pub fn sentences(listing: &Listing, surface: &Surface) -> String {
    listing
        .rows
        .iter()
        .map(|row| format!("{}\n", surface.ruler.safe(&row.sentence)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_cut_to_what_it_wants_before_any_is_cut_further() {
        let fitted = |available: usize| {
            let mut widths = [4, 40, 30];
            fit(&mut widths, &[(0, LEAST), (2, LEAST), (3, 15)], available);
            widths
        };
        assert_eq!(fitted(78), [4, 40, 30]);
        assert_eq!(fitted(60), [4, 37, 15]);
        assert_eq!(fitted(28), [4, 8, 12]);
        assert_eq!(fitted(20), [4, 8, 4]);
    }
}
