//! Filters: which of the book's objectives and key results are meant. A filter is a tree from the
//! start; two filters are joined as trees, never as text, so that an `or` in one cannot open the
//! other. Reading a filter needs no file; only `narrow` looks up ids.

mod term;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;

pub use words::{KEYS, split};

use crate::capture::date::Order;
use crate::domain::cycle::Calendar;
use crate::domain::id::{ShortId, Uid};
use crate::domain::record::Type;
use crate::error::{Error, Result};
use crate::reference;
use crate::report::board::{CycleChoice, Narrow};
use crate::report::item::Item;
use term::{Sort, Standing, Term};

/// What the words of a filter refer to.
#[derive(Debug, Clone)]
pub struct FilterContext {
    pub today: NaiveDate,
    /// Who `owner:me` is.
    pub me: Option<String>,
    /// Named filters of the settings, as they stand there.
    pub views: BTreeMap<String, String>,
    /// First and last day of the current cycle, for dates such as `end`.
    pub cycle: Option<(NaiveDate, NaiveDate)>,
    pub order: Order,
    pub calendar: Calendar,
}

impl FilterContext {
    /// A context that knows the day and nothing else.
    #[must_use]
    pub fn of_day(today: NaiveDate) -> Self {
        Self {
            today,
            me: None,
            views: BTreeMap::new(),
            cycle: None,
            order: Order::default(),
            calendar: Calendar::default(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    /// All of them; with none, everything.
    All(Vec<Node>),
    /// At least one of them.
    Any(Vec<Node>),
    Not(Box<Node>),
    Term(Term),
    /// `k8s` is the id of a record of another device, or a word.
    IdOrText(Vec<ShortId>, String),
}

/// Which items are meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    tree: Node,
}

/// More words than this are a mistake, or views that hold each other many times.
const MOST: usize = 500;
const DEEPEST: usize = 8;

impl Default for Filter {
    /// Everything.
    fn default() -> Self {
        Self {
            tree: Node::All(Vec::new()),
        }
    }
}

impl Filter {
    /// Reads filter words, each as the shell hands it over. No words mean everything.
    ///
    /// # Errors
    /// `E110` for a key nobody knows, `E111` for another language's operators, `E115` for a value that
    /// a key does not take.
    pub fn parse(words: &[String], context: &FilterContext) -> Result<Self> {
        let mut parser = Parser {
            context,
            views: Vec::new(),
            count: 0,
        };
        Ok(Self {
            tree: parser.line(words)?,
        })
    }

    /// Reads a line of an input field, a setting or the environment.
    ///
    /// # Errors
    /// As [`Filter::parse`].
    pub fn parse_line(line: &str, context: &FilterContext) -> Result<Self> {
        Self::parse(&split(line), context)
    }

    #[must_use]
    pub fn matches(&self, item: &Item) -> bool {
        matches(&self.tree, item)
    }

    /// This filter inside a scope. A filter that is nothing but ids is left as it is: whoever names
    /// a record means it.
    #[must_use]
    pub fn and(self, scope: &Self) -> Self {
        let scoped = |node| Node::All(vec![scope.tree.clone(), node]);
        let tree = match self.tree {
            Node::Term(Term::Ids(ids)) => Node::Term(Term::Ids(ids)),
            Node::IdOrText(ids, text) => Node::Any(vec![
                Node::Term(Term::Ids(ids)),
                scoped(Node::Term(Term::Text(text))),
            ]),
            other => scoped(other),
        };
        Self { tree }
    }

    /// Whether every item passes.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        matches!(&self.tree, Node::All(nodes) if nodes.is_empty())
    }

    /// Whether dropped records are asked for; lists leave them out otherwise.
    #[must_use]
    pub fn asks_for_dropped(&self) -> bool {
        any_term(&self.tree, &|term| match term {
            Term::Ids(_) => true,
            Term::Is(sorts) => sorts.contains(&Sort::Dropped),
            Term::Status(any) => any.contains(&Standing::Is(crate::domain::assess::Status::Closed)),
            _ => false,
        })
    }

    /// The cycles to read for this filter: all when it speaks of a cycle itself, else the given ones.
    #[must_use]
    pub fn cycles(&self, otherwise: CycleChoice) -> CycleChoice {
        if any_term(&self.tree, &|term| matches!(term, Term::Cycle(_))) {
            CycleChoice::All
        } else {
            otherwise
        }
    }

    /// What need be read of the book for this filter: never less than it matches. Ids reach into
    /// every cycle.
    ///
    /// # Errors
    /// Those of the file.
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

fn first(names: &[String], narrow: impl Fn(String) -> Narrow) -> Narrow {
    names.first().cloned().map_or(Narrow::Everything, narrow)
}

fn matches(node: &Node, item: &Item) -> bool {
    match node {
        Node::All(nodes) => nodes.iter().all(|node| matches(node, item)),
        Node::Any(nodes) => nodes.iter().any(|node| matches(node, item)),
        Node::Not(node) => !matches(node, item),
        Node::Term(term) => term.matches(item),
        Node::IdOrText(ids, text) => {
            ids.contains(&item.head.id) || Term::Text(text.clone()).matches(item)
        }
    }
}

fn any_term(node: &Node, wanted: &impl Fn(&Term) -> bool) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(|node| any_term(node, wanted)),
        Node::Not(node) => any_term(node, wanted),
        Node::Term(term) => wanted(term),
        Node::IdOrText(..) => false,
    }
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
        Err(error) if error.kind == crate::error::Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The objectives that are named, or that hold a key result that is.
fn objectives_of(connection: &Connection, ids: &[ShortId]) -> Result<Narrow> {
    let mut found: Vec<Uid> = Vec::new();
    for id in ids {
        let uid = match find(connection, id)? {
            Some((Type::Objective, uid)) => Some(uid),
            Some((Type::KeyResult, uid)) => {
                crate::store::key_results::by_uid(connection, uid)?.and_then(|kr| kr.head.parent)
            }
            _ => None,
        };
        if let Some(uid) = uid.filter(|uid| !found.contains(uid)) {
            found.push(uid);
        }
    }
    Ok(Narrow::Objectives(found))
}

struct Parser<'a> {
    context: &'a FilterContext,
    /// The views being read, each inside the one before.
    views: Vec<String>,
    count: usize,
}

impl Parser<'_> {
    /// Words next to each other mean and; `or` binds loosest.
    fn line(&mut self, words: &[String]) -> Result<Node> {
        if let Some(error) = (0..words.len()).find_map(|at| words::foreign(words, at)) {
            return Err(error);
        }
        let mut sides = Vec::new();
        for side in words.split(|word| word.eq_ignore_ascii_case("or")) {
            let nodes: Vec<Node> = side
                .iter()
                .filter(|word| !word.trim().is_empty())
                .map(|word| self.word(word.trim()))
                .collect::<Result<_>>()?;
            sides.push(nodes);
        }
        if sides.len() > 1 && sides.iter().any(Vec::is_empty) {
            return Err(Error::usage("E115", "or needs a filter word on both sides")
                .why("To search for the word itself, write  text:or")
                .next("okr help filters"));
        }
        let mut sides: Vec<Node> = sides.into_iter().map(all).collect();
        Ok(match sides.len() {
            1 => sides.remove(0),
            _ => Node::Any(sides),
        })
    }

    fn word(&mut self, word: &str) -> Result<Node> {
        self.count += 1;
        if self.count > MOST {
            return Err(
                Error::usage("E115", format!("a filter can have {MOST} words"))
                    .next("okr help filters"),
            );
        }
        // Counted rather than nested: a thousand `not:` are one or none.
        let (mut rest, mut negated) = (word, false);
        while let Some(("not", inner)) = keyed(rest) {
            rest = inner.trim_start();
            negated = !negated;
        }
        let node = match keyed(rest) {
            Some(("text", value)) if !value.trim().is_empty() => {
                Node::Term(Term::Text(words::fold(value)))
            }
            Some(("view", value)) => self.view(value)?,
            Some((key, value)) if key != "text" => {
                Node::Term(term::with_key(key, value, self.context)?)
            }
            _ if rest.is_empty() || rest == "text:" => {
                return Err(
                    Error::usage("E115", format!("{word} needs a word after it"))
                        .next("okr help filters"),
                );
            }
            _ => match term::plain(rest)? {
                Term::Ids(ids) if ids.len() == 1 && !ids[0].tag.is_empty() => {
                    Node::IdOrText(ids, words::fold(rest))
                }
                term => Node::Term(term),
            },
        };
        Ok(if negated {
            Node::Not(Box::new(node))
        } else {
            node
        })
    }

    fn view(&mut self, name: &str) -> Result<Node> {
        let context = self.context;
        let Some((name, line)) = context.views.get_key_value(name) else {
            let known: Vec<&str> = context.views.keys().map(String::as_str).collect();
            let error = Error::usage("E115", format!("there is no view \"{name}\""));
            let error = match known.as_slice() {
                [] => error.why("The settings name no views yet."),
                _ => error.why(format!("Known are {}.", known.join(", "))),
            };
            return Err(match words::nearest(name, known.into_iter()) {
                Some(near) => error.instead(format!("view:{name}"), format!("view:{near}")),
                None => error.next("okr config edit"),
            });
        };
        if self.views.contains(name) || self.views.len() >= DEEPEST {
            return Err(
                Error::usage("E115", format!("the view \"{name}\" comes back to itself"))
                    .next("okr config edit"),
            );
        }
        self.views.push(name.clone());
        let node = self.line(&split(line));
        self.views.pop();
        node
    }
}

fn all(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::All(nodes),
    }
}

fn keyed(word: &str) -> Option<(&'static str, &str)> {
    let (head, value) = word.split_once(':')?;
    Some((words::key(head)?, value))
}

#[cfg(test)]
mod tests;
