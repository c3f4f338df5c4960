//! What need be read of the book for a filter: an index where a word that every match has to satisfy
//! fits one, else everything. Reading more than is matched is fine, less never.

use rusqlite::Connection;

use super::parser::keyed;
use super::term::Term;
use super::{Filter, Node};
use crate::domain::id::{ShortId, Uid};
use crate::domain::record::Type;
use crate::error::{Kind, Result};
use crate::reference;
use crate::report::board::Narrow;
use crate::store::key_results;

impl Filter {
    /// What need be read of the book for this filter: never less than it matches. Ids reach into
    /// every cycle.
    ///
    /// # Errors
    /// `E301` for an id that is not there, and those of the file.
    pub fn narrow(&self, connection: &Connection) -> Result<Narrow> {
        let mut wanted = Vec::new();
        conjuncts(&self.tree, &mut wanted);
        let best = wanted
            .into_iter()
            .filter_map(|term| Some((rank(term)?, term)));
        let Some((_, term)) = best.min_by_key(|(rank, _)| *rank) else {
            return Ok(Narrow::Everything);
        };
        match term {
            Term::Ids(ids) => objectives_of(connection, ids),
            Term::Under(ids) | Term::Serves(ids) => match ids.first() {
                Some(id) => Ok(find(connection, id)?
                    .map_or(Narrow::Objectives(Vec::new()), |(_, uid)| {
                        Narrow::Under(uid)
                    })),
                None => Ok(Narrow::Everything),
            },
            Term::Owner(names) => Ok(first(names, Narrow::Owner)),
            Term::Team(names) => Ok(first(names, Narrow::Team)),
            _ => Ok(Narrow::Everything),
        }
    }
}

/// The words with the places of `under:` and `serves:` as ids, whatever they were typed as.
///
/// # Errors
/// `E301` for a place that is not there, `E304` for a record that nothing can stand under.
pub fn placed(words: &[String], connection: &Connection) -> Result<Vec<String>> {
    words.iter().map(|word| in_ids(word, connection)).collect()
}

fn in_ids(word: &str, connection: &Connection) -> Result<String> {
    let mut rest = word;
    while let Some(("not", inner)) = keyed(rest) {
        rest = inner.trim_start();
    }
    let wanted: &[Type] = match keyed(rest) {
        Some(("under", _)) => &[Type::Objective, Type::KeyResult, Type::Vision],
        Some(("serves", _)) => &[Type::Vision],
        _ => return Ok(word.to_owned()),
    };
    let Some((before, values)) = rest.split_once(':') else {
        return Ok(word.to_owned());
    };
    let head = word.strip_suffix(rest).unwrap_or_default();
    let mut ids = Vec::new();
    for typed in values.split(',').map(str::trim) {
        if typed.is_empty() {
            ids.push(String::new());
            continue;
        }
        let found = reference::exact(connection, typed, wanted).map_err(|mut error| {
            error.instead = error
                .instead
                .map(|(typed, meant)| (word.to_owned(), word.replace(&typed, &meant)));
            error
        })?;
        ids.push(found.id);
    }
    Ok(format!("{head}{before}:{}", ids.join(",")))
}

fn first(names: &[String], narrow: impl Fn(String) -> Narrow) -> Narrow {
    names.first().cloned().map_or(Narrow::Everything, narrow)
}

/// The terms that every match has to satisfy.
fn conjuncts<'a>(node: &'a Node, found: &mut Vec<&'a Term>) {
    match node {
        Node::All(nodes) => nodes.iter().for_each(|node| conjuncts(node, found)),
        Node::Any(nodes) => {
            if let [only] = nodes.as_slice() {
                conjuncts(only, found);
            }
        }
        Node::Term(term) => found.push(term),
        Node::Not(_) | Node::IdOrText(..) => {}
    }
}

/// How little a term leaves to read, least first; `None` when the file cannot be asked for it.
fn rank(term: &Term) -> Option<u8> {
    // The file compares ASCII letters in any case, other letters as they are.
    let askable = |names: &[String]| matches!(names, [only] if only.is_ascii());
    match term {
        Term::Ids(_) => Some(0),
        Term::Under(ids) | Term::Serves(ids) if ids.len() == 1 => Some(1),
        Term::Owner(names) if askable(names) => Some(2),
        Term::Team(names) if askable(names) => Some(3),
        _ => None,
    }
}

fn find(connection: &Connection, id: &ShortId) -> Result<Option<(Type, Uid)>> {
    match reference::exact(connection, &id.to_string(), &reference::ANY) {
        Ok(found) => Ok(Some((found.kind, found.uid))),
        Err(error) if error.kind == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The objectives that are named, or that hold a key result that is.
fn objectives_of(connection: &Connection, ids: &[ShortId]) -> Result<Narrow> {
    let mut found: Vec<Uid> = Vec::new();
    for id in ids {
        let named = reference::exact(connection, &id.to_string(), &reference::ANY)?;
        let uid = match named.kind {
            Type::Objective => Some(named.uid),
            Type::KeyResult => {
                key_results::by_uid(connection, named.uid)?.and_then(|kr| kr.head.parent)
            }
            _ => None,
        };
        if let Some(uid) = uid.filter(|uid| !found.contains(uid)) {
            found.push(uid);
        }
    }
    Ok(Narrow::Objectives(found))
}
