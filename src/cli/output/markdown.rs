//! A Markdown table, for a wiki page or a message. Titles of people stay text: whatever Markdown
//! or HTML would read in them is escaped.

use super::{Align, Listing};
use crate::words::markdown::escaped;
use crate::words::text::Ruler;

pub fn table(listing: &Listing, columns: &[usize], ruler: &Ruler) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(
        columns
            .iter()
            .map(|&place| escaped(listing.columns[place].title, ruler))
            .collect(),
    );
    let rule = |&place: &usize| match listing.columns[place].align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    };
    text.push_str(&line(columns.iter().map(rule).collect()));
    for row in &listing.rows {
        text.push_str(&line(
            columns
                .iter()
                .map(|&place| escaped(&row.cell(place).text, ruler))
                .collect(),
        ));
    }
    text
}
