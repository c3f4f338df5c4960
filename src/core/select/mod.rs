//! Filters: which of the book's objectives and key results are meant. A filter is a tree from the
//! start; two filters are joined as trees, never as text, so that an `or` in one cannot open the
//! other. Reading a filter needs no file; only `narrow` looks up ids.

mod matching;
mod narrow;
mod parser;
mod term;
mod words;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use matching::searched;
pub use narrow::placed;
pub use words::{KEYS, fold, split};

use crate::capture::date::Order;
use crate::domain::assess::Status;
use crate::domain::cycle::Calendar;
use crate::domain::id::ShortId;
use crate::error::Result;
use crate::report::board::{CycleChoice, Depth};
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
        Ok(Self {
            tree: parser::tree(words, context)?,
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
        let words = OnceCell::new();
        let words = || words.get_or_init(|| searched(item)).as_str();
        matches(&self.tree, item, &words)
    }

    /// As [`Filter::matches`], for an item whose [`searched`] words are known already.
    #[must_use]
    pub fn matches_in(&self, item: &Item, words: &str) -> bool {
        matches(&self.tree, item, &|| words)
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
            Term::Status(any) => any.contains(&Standing::Is(Status::Closed)),
            _ => false,
        })
    }

    /// How much of the check-ins this filter looks at.
    #[must_use]
    pub fn depth(&self) -> Depth {
        let reads_notes = |term: &Term| match term {
            Term::Text(_) => true,
            Term::Has(parts) | Term::No(parts) => parts.contains(&"note"),
            _ => false,
        };
        if any_term(&self.tree, &reads_notes) || any_text(&self.tree) {
            Depth::Words
        } else {
            Depth::Ends
        }
    }

    /// The names of each `cycle:` word, any of which may be the one it means.
    #[must_use]
    pub fn named_cycles(&self) -> Vec<&[String]> {
        let mut found = Vec::new();
        each_term(&self.tree, &mut |term| {
            if let Term::Cycle(names) = term {
                found.push(names.as_slice());
            }
        });
        found
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
}

fn matches<'a>(node: &Node, item: &Item, words: &dyn Fn() -> &'a str) -> bool {
    match node {
        Node::All(nodes) => nodes.iter().all(|node| matches(node, item, words)),
        Node::Any(nodes) => nodes.iter().any(|node| matches(node, item, words)),
        Node::Not(node) => !matches(node, item, words),
        Node::Term(term) => term.matches(item, words),
        Node::IdOrText(ids, text) => {
            ids.contains(&item.head.id) || matching::in_words(words(), text)
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

fn each_term<'a>(node: &'a Node, see: &mut impl FnMut(&'a Term)) {
    match node {
        Node::All(nodes) | Node::Any(nodes) => {
            for node in nodes {
                each_term(node, see);
            }
        }
        Node::Not(node) => each_term(node, see),
        Node::Term(term) => see(term),
        Node::IdOrText(..) => {}
    }
}

/// Whether a word could be either an id or a text.
fn any_text(node: &Node) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(any_text),
        Node::Not(node) => any_text(node),
        Node::Term(_) => false,
        Node::IdOrText(..) => true,
    }
}

#[cfg(test)]
mod tests;
