//! The words of an ask. When it was asked, by whom and of what stays as it was said; an answer closes it.

use super::{FieldChange, told, unknown_key};
use crate::act::text::kept_text;
use crate::act::writer::Writer;
use crate::domain::id::Uid;
use crate::domain::record::Type;
use crate::error::Result;
use crate::store::facts;

const KEYS: [(&str, &str); 1] = [("title", "the words")];

pub(super) fn set_ask(
    writer: &mut Writer<'_>,
    uid: Uid,
    changes: &[(String, String)],
) -> Result<Vec<FieldChange>> {
    let all = facts::asks(writer.connection)?;
    let Some(before) = all.into_iter().find(|ask| ask.uid == uid) else {
        return Ok(Vec::new());
    };
    let mut after = before.clone();
    for (key, value) in changes {
        match key.as_str() {
            "title" => after.title = kept_text(value, "the ask")?,
            _ => return Err(unknown_key(key, &KEYS)),
        }
    }
    writer.rewrite(Type::Ask, uid, &before, &after)?;
    let shown = |title: String| vec![("title", Some(title))];
    Ok(told::differing(shown(before.title), shown(after.title)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Action;
    use crate::report::sample::{act, book, set};

    #[test]
    fn an_ask_is_reworded_and_stays_open() {
        let mut book = book();
        let action = Action::Ask {
            text: "Time for guides".to_owned(),
            about: vec!["K1".to_owned()],
        };
        act(&mut book, "2026-08-26", action);
        let latest = |book: &crate::book::Book| {
            let all = facts::asks(book.connection()).expect("asks");
            all.last().expect("an ask").clone()
        };
        let id = latest(&book).id.to_string();
        set(&mut book, "2026-08-27", &id, "title", "A week for guides");
        assert_eq!(latest(&book).title, "A week for guides");
        assert_eq!(latest(&book).closed, None);
        act(&mut book, "2026-08-27", Action::Undo { times: 1 });
        assert_eq!(latest(&book).title, "Time for guides");
    }
}
