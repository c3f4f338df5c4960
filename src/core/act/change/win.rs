//! The fields of a win: its words, whom to thank, what it came from. A list is replaced as a whole, or
//! grows by one name that begins with a plus and shrinks by one that begins with a minus.

use super::{FieldChange, told, unknown_key};
use crate::act::say;
use crate::act::text::{kept_text, kept_word};
use crate::act::writer::Writer;
use crate::domain::check_in::Win;
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::facts;

/// The fields that `set` knows of a win, with a word on each.
pub const WIN_KEYS: [(&str, &str); 3] = [
    ("title", "the words"),
    (
        "thanks",
        "ana,li replaces all names, +ana adds one, -ana takes one away",
    ),
    ("for", "the records it came from: K1,K2, or +K1, or -K1"),
];

pub(super) fn set_win(
    writer: &mut Writer<'_>,
    uid: Uid,
    changes: &[(String, String)],
) -> Result<Vec<FieldChange>> {
    let all = facts::wins(writer.connection)?;
    let Some(before) = all.into_iter().find(|win| win.uid == uid) else {
        return Ok(Vec::new());
    };
    let mut after = before.clone();
    for (key, value) in changes {
        match key.as_str() {
            "title" => after.title = kept_text(value, "the win")?,
            "thanks" => {
                let name = |word: &str| kept_word(word, "a name to thank");
                listed(&mut after.thanks, value, name)?;
            }
            "for" => {
                let subject = |word: &str| say::subject(writer, word).map(|found| found.uid);
                listed(&mut after.about, value, subject)?;
            }
            _ => return Err(unknown_key(key, &WIN_KEYS)),
        }
    }
    writer.rewrite(Type::Win, uid, &before, &after)?;
    Ok(told::differing(
        shown(writer, &before)?,
        shown(writer, &after)?,
    ))
}

fn listed<T: PartialEq>(
    list: &mut Vec<T>,
    value: &str,
    read: impl Fn(&str) -> Result<T>,
) -> Result<()> {
    if let Some(word) = value.strip_prefix('+') {
        let one = read(word)?;
        if !list.contains(&one) {
            list.push(one);
        }
        return Ok(());
    }
    if let Some(word) = value.strip_prefix('-') {
        let one = read(word)?;
        list.retain(|known| *known != one);
        return Ok(());
    }
    let words = value
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty());
    *list = words.map(read).collect::<Result<_>>()?;
    Ok(())
}

fn shown(writer: &Writer<'_>, win: &Win) -> Result<Vec<told::Told>> {
    let joined = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    let ids = say::short_ids(writer, &win.about)?;
    Ok(vec![
        ("title", Some(win.title.clone())),
        ("thanks", joined(&win.thanks)),
        ("for", joined(&ids)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::report::sample::{act, book, set};

    fn win(book: &crate::book::Book) -> Win {
        facts::wins(book.connection()).expect("wins").remove(0)
    }

    #[test]
    fn a_win_is_reworded_and_thanks_grow_by_one() {
        let mut book = book();
        let action = Action::Win {
            text: "First".to_owned(),
            about: vec!["K1".to_owned()],
            thanks: vec!["li".to_owned()],
        };
        act(&mut book, "2026-08-26", action);
        set(&mut book, "2026-08-27", "W1", "title", "The first of many");
        set(&mut book, "2026-08-27", "W1", "thanks", "+noa");
        set(&mut book, "2026-08-27", "W1", "for", "K1,K2");
        let found = win(&book);
        assert_eq!(found.title, "The first of many");
        assert_eq!(found.thanks, ["li", "noa"]);
        assert_eq!(found.about.len(), 2);
        act(&mut book, "2026-08-27", Action::Undo { times: 2 });
        assert_eq!(win(&book).thanks, ["li"]);
        set(&mut book, "2026-08-27", "W1", "thanks", "-li");
        assert!(win(&book).thanks.is_empty());
    }
}
