//! From words to a tree: `or`, `not:`, views, and bare words; the keys are `term`'s.

use super::term::{self, Term};
use super::words::{self, split};
use super::{FilterContext, Node};
use crate::error::{Error, Result};

/// More words than this are a mistake, or views that hold each other many times.
const MOST: usize = 500;
const DEEPEST: usize = 8;

/// Reads filter words into a tree.
pub(super) fn tree(words: &[String], context: &FilterContext) -> Result<Node> {
    let mut parser = Parser {
        context,
        views: Vec::new(),
        count: 0,
    };
    parser.line(words)
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
            sides.push(together(nodes));
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

/// `K1 K2` are two records, not one that is both: ids alone are listed.
fn together(nodes: Vec<Node>) -> Vec<Node> {
    let ids = |node: &Node| match node {
        Node::Term(Term::Ids(ids)) => Some(ids.clone()),
        _ => None,
    };
    match nodes.iter().map(ids).collect::<Option<Vec<_>>>() {
        Some(all) if all.len() > 1 => vec![Node::Term(Term::Ids(all.concat()))],
        _ => nodes,
    }
}

fn all(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::All(nodes),
    }
}

pub(super) fn keyed(word: &str) -> Option<(&'static str, &str)> {
    let (head, value) = word.split_once(':')?;
    Some((words::key(head)?, value))
}
