//! Wins as people read them: the line below one, the counts of a cycle, and Markdown to share.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use okr_core::domain::check_in::Win;

use super::dates;
use super::glyphs::Glyphs;
use super::markdown::escaped;
use super::outcome::counted;
use super::text::Ruler;

/// `K5 · K4    thanks: noa, ana`.
#[must_use]
pub fn below(ids: &[String], thanks: &[String], glyphs: &Glyphs) -> String {
    let mut parts = Vec::new();
    if !ids.is_empty() {
        parts.push(ids.join(&format!(" {} ", glyphs.separator)));
    }
    if !thanks.is_empty() {
        parts.push(format!("thanks: {}", thanks.join(", ")));
    }
    parts.join("    ")
}

/// `12 wins, 5 people`: those who told them and those who are thanked. Empty without a win.
#[must_use]
pub fn counts<'a>(wins: impl IntoIterator<Item = &'a Win>) -> String {
    let mut people = BTreeSet::new();
    let mut count = 0;
    for win in wins {
        count += 1;
        people.extend(
            win.by
                .iter()
                .chain(&win.thanks)
                .map(|name| name.to_lowercase()),
        );
    }
    if count == 0 {
        return String::new();
    }
    let people = match people.len() {
        1 => "1 person".to_owned(),
        many => format!("{many} people"),
    };
    format!("{}, {people}", counted(count, "win"))
}

/// One line of Markdown: `- **26 Aug** raj: Post reached the top (K5, K4). Thanks to noa, ana.`
#[must_use]
pub fn markdown(win: &Win, ids: &[String], today: NaiveDate, ruler: &Ruler) -> String {
    let safe = |text: &str| escaped(text, ruler);
    let by = win
        .by
        .as_ref()
        .map_or_else(String::new, |by| format!(" {}:", safe(by)));
    let about = match ids {
        [] => String::new(),
        ids => format!(" ({})", ids.join(", ")),
    };
    let title = safe(win.title.trim_end_matches('.'));
    let thanks = match win.thanks.as_slice() {
        [] => String::new(),
        names => format!(" Thanks to {}.", safe(&names.join(", "))),
    };
    let date = dates::short(win.date, today);
    format!("- **{date}**{by} {title}{about}.{thanks}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use okr_core::domain::id::{ShortId, Uid};
    use okr_core::domain::record::Type;

    fn win(by: Option<&str>, thanks: &[&str]) -> Win {
        Win {
            uid: Uid::random(),
            id: ShortId::new(Type::Win, 1),
            title: "A *post* at the top.".to_owned(),
            date: NaiveDate::from_ymd_opt(2026, 8, 26).expect("a day"),
            by: by.map(str::to_owned),
            about: Vec::new(),
            thanks: thanks.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn people_are_counted_once_whether_they_told_or_are_thanked() {
        let all = [
            win(Some("raj"), &["Noa"]),
            win(Some("noa"), &[]),
            win(None, &[]),
        ];
        assert_eq!(counts(&all), "3 wins, 2 people");
        assert_eq!(counts(&all[1..2]), "1 win, 1 person");
        assert_eq!(counts(&all[..0]), "");
    }

    #[test]
    fn markdown_of_a_win_keeps_its_signs_from_acting() {
        let today = NaiveDate::from_ymd_opt(2026, 8, 28).expect("a day");
        let text = markdown(
            &win(Some("raj"), &["noa"]),
            &["K5".to_owned()],
            today,
            &Ruler::default(),
        );
        assert_eq!(
            text,
            "- **26 Aug** raj: A \\*post\\* at the top (K5). Thanks to noa."
        );
    }
}
