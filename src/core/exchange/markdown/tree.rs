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
    groups: HashSet<(Option<usize>, usize)>,
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

    /// The node a field belongs to: what it stands below, or beside the key results of, where it is one
    /// that an objective has.
    pub(super) fn holder(&self, line: &Line<'_>, field: &str) -> Option<usize> {
        let open = self.open()?;
        let above = |place: &usize| {
            self.nodes
                .get(*place)
                .is_some_and(|node| node.kind != Kind::Item || line.indent > node.indent)
        };
        if above(&open) {
            return Some(open);
        }
        let is_of_objectives = ["owner", "team", "due", "cycle", "tags"].contains(&field);
        let holder = self.stack.iter().rev().find(|place| above(place));
        holder.copied().filter(|_| is_of_objectives)
    }

    pub(super) fn give(&mut self, holder: usize, name: &str, value: &str) {
        if let Some(node) = self.nodes.get_mut(holder) {
            node.fields.push((name.to_owned(), value.to_owned()));
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
            .filter(|node| node.kind != Kind::Item && is_list_of_key_results(&node.text))
            .map(|node| node.parent)
            .collect();
        self.groups = self.groups();
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
        has_items && !self.nests(place) && !self.groups.contains(&(node.parent, node.depth()))
    }

    fn nests(&self, place: usize) -> bool {
        self.items(place)
            .any(|child| self.items(child).next().is_some())
    }

    /// Where two headings or more hold lists that nest, and most do, a heading beside them is a group of
    /// objectives as they are, also when its own list does not nest.
    fn groups(&self) -> HashSet<(Option<usize>, usize)> {
        let mut counted: HashMap<(Option<usize>, usize), (usize, usize)> = HashMap::new();
        for (place, node) in self.nodes.iter().enumerate() {
            let is_plain = node.kind != Kind::Item && node.label().is_none();
            if is_plain && self.items(place).next().is_some() {
                let (nesting, flat) = counted.entry((node.parent, node.depth())).or_default();
                *if self.nests(place) { nesting } else { flat } += 1;
            }
        }
        counted
            .into_iter()
            .filter(|(_, (nesting, flat))| *nesting > 1 && nesting > flat)
            .map(|(level, _)| level)
            .collect()
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
        if read.kind.is_none() && node.kind != Kind::Item && is_aside(&node.text) {
            found.left.push(Left::new(
                node.line,
                &node.text,
                "a heading over what is no key result",
            ));
            return self.leave_below(place, found);
        }
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
                if let Some(score) = read.score {
                    let why = "of an objective, whose number is that of its key results";
                    found.left.push(Left::new(node.line, score, why));
                }
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
                // A heading groups; an item is a sentence of somebody.
                if node.kind == Kind::Item {
                    let why = "stands above objectives and is none itself";
                    found.left.push(Left::new(node.line, &node.text, why));
                } else {
                    found.parts.push(node.line);
                }
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
            let what = if score.contains(|sign: char| sign.is_ascii_digit()) {
                "Score"
            } else {
                "Status"
            };
            new.notes.push((node.line, format!("{what}: {score}")));
        }
        if let Some(at) = new.fields.iter().position(|(name, _)| name == "current") {
            new.check_ins.push(FoundCheckIn {
                line: node.line,
                value: new.fields.remove(at).1,
                ..FoundCheckIn::default()
            });
        }
        for (name, text) in self.zones(node) {
            new.fields.push((name.to_owned(), text.to_owned()));
        }
        let Some(known) = found.objectives.get_mut(objective) else {
            return Inside::Nothing;
        };
        known.key_results.push(new);
        Inside::KeyResult(objective, known.key_results.len() - 1)
    }
}

impl Tree {
    /// The three zones of a key result, where the items below it name all of them and no more.
    fn zones<'a>(&'a self, node: &'a Node) -> Vec<(&'static str, &'a str)> {
        let zones: Vec<_> = node
            .children
            .iter()
            .filter_map(|child| zone(&self.node(*child).text))
            .collect();
        let names: Vec<&str> = zones.iter().map(|(name, _)| *name).collect();
        if node.children.len() == 3 && names == ["commit-zone", "target-zone", "stretch-zone"] {
            zones
        } else {
            Vec::new()
        }
    }
}

/// `Commit: 1 customer`, also `Commit Zone (0.3): …`.
fn zone(text: &str) -> Option<(&'static str, &str)> {
    let (name, said) = text.split_once(':')?;
    let name = name.trim_matches(['*', '_', ' ']).to_lowercase();
    let word = name.split([' ', '(', '-']).next().unwrap_or_default();
    let zone = match word {
        "commit" => "commit-zone",
        "target" => "target-zone",
        "stretch" => "stretch-zone",
        _ => return None,
    };
    let said = said.trim_matches(['*', '_', ' ']);
    (!said.is_empty()).then_some((zone, said))
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

/// A heading that says that key results follow.
pub(super) fn is_list_of_key_results(text: &str) -> bool {
    let text = text.trim_matches(['*', '_', ':', ' ']).to_lowercase();
    [
        "key results",
        "krs",
        "schlüsselergebnisse",
        "kernergebnisse",
        "ergebnisse",
    ]
    .contains(&text.as_str())
}

/// What stands beside key results: work, and words about it.
fn is_aside(text: &str) -> bool {
    let text = text
        .trim_matches(['*', '_', ':', ' '])
        .trim_start_matches(|sign: char| !sign.is_alphanumeric())
        .to_lowercase();
    [
        "initiatives",
        "initiative",
        "initiativen",
        "tasks",
        "aufgaben",
        "maßnahmen",
        "massnahmen",
        "actions",
        "action items",
        "next steps",
        "nächste schritte",
        "projects",
        "projekte",
        "risks",
        "risiken",
        "notes",
        "notizen",
        "links",
        "retrospective",
        "learnings",
    ]
    .contains(&text.as_str())
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
