//! The tree of a list, and which of its nodes are objectives and which key results. What hangs below a
//! key result is kept as its notes.

use std::collections::{HashMap, HashSet};

use super::label::{self, Label};
use super::line::{Kind, Line};
use crate::error::Result;
use crate::exchange::limits;
use crate::exchange::{Found, FoundCheckIn, FoundKeyResult, FoundObjective, Left};

pub(super) struct Node {
    line: usize,
    indent: usize,
    kind: Kind,
    text: String,
    parent: Option<usize>,
    children: Vec<usize>,
    fields: Vec<(String, String)>,
}

impl Node {
    pub(super) fn new(line: &Line<'_>) -> Self {
        Self {
            line: line.number,
            indent: line.indent,
            kind: line.kind,
            text: line.text.to_owned(),
            parent: None,
            children: Vec::new(),
            fields: Vec::new(),
        }
    }

    fn label(&self) -> Option<Label> {
        label::read(&self.text).kind
    }

    fn depth(&self) -> usize {
        match self.kind {
            Kind::Heading(level) => level,
            Kind::Bold => 7,
            Kind::Plain => {
                if self.label() == Some(Label::KeyResult) {
                    9
                } else {
                    8
                }
            }
            _ => 10 + self.indent,
        }
    }
}

#[derive(Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    stack: Vec<usize>,
    tables: HashSet<usize>,
    /// Below which nodes a heading says that key results follow.
    lists: HashSet<Option<usize>>,
}

/// Where the walk is.
#[derive(Clone, Copy)]
enum Inside {
    Nothing,
    Objective(usize),
    KeyResult(usize, usize),
}

impl Tree {
    pub(super) fn open(&self) -> Option<usize> {
        self.stack.last().copied()
    }

    pub(super) fn push(&mut self, mut node: Node) -> Result<()> {
        if self.nodes.len() == limits::ITEMS {
            return Err(limits::refusal(
                "over 50,000 items and headings",
                "No plan is that long; nothing was written.",
            )
            .at(node.line, "1"));
        }
        let depth = node.depth();
        let near = if node.kind == Kind::Item { 1 } else { 0 };
        self.stack.retain(|open| {
            self.nodes.get(*open).is_some_and(|open| {
                open.depth() + near.min(usize::from(open.kind == Kind::Item)) <= depth
                    && open.depth() < depth
            })
        });
        self.stack.truncate(limits::DEPTH);
        node.parent = self.stack.last().copied();
        let place = self.nodes.len();
        if let Some(parent) = node.parent.and_then(|parent| self.nodes.get_mut(parent)) {
            parent.children.push(place);
        }
        self.nodes.push(node);
        self.stack.push(place);
        Ok(())
    }

    pub(super) fn takes_field(&self, line: &Line<'_>) -> bool {
        self.open()
            .and_then(|open| self.nodes.get(open))
            .is_some_and(|open| open.kind != Kind::Item || line.indent > open.indent)
    }

    pub(super) fn give(&mut self, name: &str, value: &str) {
        if let Some(open) = self.open().and_then(|open| self.nodes.get_mut(open)) {
            open.fields.push((name.to_owned(), value.to_owned()));
        }
    }

    /// A wrapped line goes on with the item above it.
    pub(super) fn go_on(&mut self, line: &Line<'_>) -> bool {
        let Some(open) = self
            .nodes
            .last_mut()
            .filter(|open| open.kind == Kind::Item && line.indent > open.indent)
        else {
            return false;
        };
        open.text.push(' ');
        open.text.push_str(line.text.trim());
        true
    }

    pub(super) fn close_list(&mut self, indent: usize) {
        if indent == 0 {
            self.stack.retain(|open| {
                self.nodes
                    .get(*open)
                    .is_some_and(|open| open.kind != Kind::Item)
            });
        }
    }

    pub(super) fn holds_table(&mut self, node: usize) {
        self.tables.insert(node);
    }

    /// Fills the objectives in. Answers which node became which.
    pub(super) fn records(&mut self, found: &mut Found) -> HashMap<usize, usize> {
        self.lists = self
            .nodes
            .iter()
            .filter(|node| node.kind != Kind::Item && node.text.len() < 40 && self.section_of(node))
            .map(|node| node.parent)
            .collect();
        let mut places = HashMap::new();
        for (place, node) in self.nodes.iter().enumerate() {
            if node.parent.is_none() {
                self.walk(place, Inside::Nothing, &[], None, found, &mut places);
            }
        }
        places
    }

    fn node(&self, place: usize) -> &Node {
        &self.nodes[place]
    }

    fn section(&self, place: usize) -> Option<Label> {
        let text = self
            .node(place)
            .text
            .trim_matches(['*', '_', ':', ' '])
            .to_lowercase();
        match text.as_str() {
            "key results"
            | "key result"
            | "krs"
            | "kr"
            | "schlüsselergebnisse"
            | "kernergebnisse"
            | "ergebnisse" => Some(Label::KeyResult),
            "objectives" | "objective" | "goals" | "ziele" | "okrs" => Some(Label::Objective),
            _ => None,
        }
    }

    fn items(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        self.node(place)
            .children
            .iter()
            .copied()
            .filter(|child| matches!(self.node(*child).kind, Kind::Item | Kind::Plain))
    }

    fn is_objective(&self, place: usize, is_below_section: bool) -> bool {
        let node = self.node(place);
        if node.label() == Some(Label::Objective) || self.tables.contains(&place) {
            return true;
        }
        let labelled = |wanted| {
            self.items(place)
                .any(|child| self.node(child).label() == Some(wanted))
        };
        if node
            .children
            .iter()
            .any(|child| self.section(*child) == Some(Label::KeyResult))
            || labelled(Label::KeyResult)
        {
            return true;
        }
        if labelled(Label::Objective) || self.section(place).is_some() {
            return false;
        }
        if node.kind == Kind::Item {
            let all_nest = self
                .items(place)
                .all(|child| self.items(child).next().is_some());
            return is_below_section || self.items(place).next().is_none() || !all_nest;
        }
        let has_items = self.items(place).next().is_some();
        has_items
            && !self
                .items(place)
                .any(|child| self.items(child).next().is_some())
    }

    fn walk(
        &self,
        place: usize,
        inside: Inside,
        path: &[String],
        cycle: Option<&str>,
        found: &mut Found,
        places: &mut HashMap<usize, usize>,
    ) {
        let node = self.node(place);
        let read = label::read(&node.text);
        let mut path = path.to_vec();
        let mut named = cycle.map(str::to_owned);
        let below = match (inside, read.kind) {
            (Inside::KeyResult(objective, kr), None | Some(Label::KeyResult))
                if node.kind == Kind::Item || node.kind == Kind::Plain =>
            {
                found.parts.push(node.line);
                if let Some(known) = found
                    .objectives
                    .get_mut(objective)
                    .and_then(|objective| objective.key_results.get_mut(kr))
                {
                    known.notes.push((node.line, node.text.clone()));
                }
                inside
            }
            (Inside::Objective(objective), kind)
                if self.section(place).is_some() && kind.is_none() =>
            {
                found.parts.push(node.line);
                Inside::Objective(objective)
            }
            (Inside::Objective(objective), None | Some(Label::KeyResult))
                if matches!(node.kind, Kind::Item | Kind::Plain)
                    || read.kind == Some(Label::KeyResult) =>
            {
                if self.lists.contains(&node.parent) && read.kind.is_none() {
                    found.left.push(Left::new(
                        node.line,
                        &node.text,
                        "stands outside of the list of key results",
                    ));
                    return self.leave_below(place, found);
                }
                self.key_result(node, &read, objective, found)
            }
            (_, Some(Label::KeyResult)) => {
                found.left.push(Left::new(
                    node.line,
                    &node.text,
                    "a key result without an objective above it",
                ));
                return self.leave_below(place, found);
            }
            _ if self.is_objective(place, path.last().is_some_and(|last| last == "objectives")) => {
                let new = self.objective(node, &read, &path, cycle);
                found.objectives.push(new);
                places.insert(place, found.objectives.len() - 1);
                Inside::Objective(found.objectives.len() - 1)
            }
            (Inside::Objective(_), _) if node.children.is_empty() => {
                found.left.push(Left::new(
                    node.line,
                    &node.text,
                    "a heading without key results",
                ));
                return;
            }
            _ if node.children.is_empty() => {
                found.left.push(Left::new(
                    node.line,
                    &node.text,
                    "a heading without key results",
                ));
                return;
            }
            _ => {
                found.parts.push(node.line);
                match cycle_of(&node.text) {
                    Some(cycle) => named = Some(cycle),
                    None => path.push(if self.section(place) == Some(Label::Objective) {
                        "objectives".to_owned()
                    } else {
                        read.title.to_owned()
                    }),
                }
                Inside::Nothing
            }
        };
        for child in &node.children {
            self.walk(*child, below, &path, named.as_deref(), found, places);
        }
    }

    fn section_of(&self, node: &Node) -> bool {
        let text = node.text.trim_matches(['*', '_', ':', ' ']).to_lowercase();
        matches!(
            text.as_str(),
            "key results" | "krs" | "schlüsselergebnisse" | "kernergebnisse" | "ergebnisse"
        )
    }

    fn leave_below(&self, place: usize, found: &mut Found) {
        for child in &self.node(place).children {
            let child_node = self.node(*child);
            found.left.push(Left::new(
                child_node.line,
                &child_node.text,
                "stands below a line that was not read",
            ));
            self.leave_below(*child, found);
        }
    }

    fn objective(
        &self,
        node: &Node,
        read: &label::Labelled<'_>,
        path: &[String],
        cycle: Option<&str>,
    ) -> FoundObjective {
        let mut new = FoundObjective {
            line: node.line,
            title: read.title.to_owned(),
            path: path
                .iter()
                .filter(|group| *group != "objectives")
                .cloned()
                .collect(),
            fields: fields(node, read),
            cycle: cycle.map(str::to_owned),
            uid: None,
            id: read.id.clone(),
            key_results: Vec::new(),
        };
        if let Some(at) = new.fields.iter().position(|(name, _)| name == "cycle") {
            new.cycle = Some(new.fields.remove(at).1);
        }
        new
    }

    fn key_result(
        &self,
        node: &Node,
        read: &label::Labelled<'_>,
        objective: usize,
        found: &mut Found,
    ) -> Inside {
        let mut new = FoundKeyResult {
            line: node.line,
            title: read.title.to_owned(),
            fields: fields(node, read),
            id: read.id.clone(),
            ..FoundKeyResult::default()
        };
        if let Some(score) = read.score {
            new.notes.push((node.line, format!("Score: {score}")));
        }
        if let Some(at) = new.fields.iter().position(|(name, _)| name == "current") {
            new.check_ins.push(FoundCheckIn {
                line: node.line,
                value: new.fields.remove(at).1,
                ..FoundCheckIn::default()
            });
        }
        let Some(known) = found.objectives.get_mut(objective) else {
            return Inside::Nothing;
        };
        known.key_results.push(new);
        Inside::KeyResult(objective, known.key_results.len() - 1)
    }
}

fn fields(node: &Node, read: &label::Labelled<'_>) -> Vec<(String, String)> {
    let mut fields = node.fields.clone();
    if let Some(owner) = read
        .owner
        .filter(|_| !fields.iter().any(|(name, _)| name == "owner"))
    {
        fields.push(("owner".to_owned(), owner.to_owned()));
    }
    if !read.tags.is_empty() {
        fields.push(("tags".to_owned(), read.tags.join(",")));
    }
    fields
}

/// `2019 Q2`, `Q3 2026`, `OKRs 2026Q3`.
fn cycle_of(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect();
    let (mut year, mut quarter) = (None, None);
    for word in &words {
        if let Some((digits, part)) = word
            .split_once('Q')
            .filter(|(digits, part)| digits.len() == 4 && part.len() == 1)
        {
            (year, quarter) = (Some(digits.to_owned()), Some(part.to_owned()));
        } else if word.len() == 4
            && word.starts_with("20")
            && word.bytes().all(|byte| byte.is_ascii_digit())
        {
            year = Some(word.clone());
        } else if let Some(part) = word
            .strip_prefix('Q')
            .filter(|part| matches!(*part, "1" | "2" | "3" | "4"))
        {
            quarter = Some(part.to_owned());
        } else if !matches!(word.as_str(), "OKR" | "OKRS" | "ZIELE" | "CYCLE") {
            return None;
        }
    }
    Some(format!("{}Q{}", year?, quarter?))
}
