//! One record on a page: its title, its facts, what is to be said about it, a chart and small tables.
//! Filled once and told in every form; texts are raw and made safe here.

use okr_core::Result;

use super::{Form, Format, Listing, delimited, format, markdown, table};
use crate::cli::manners::Surface;
use crate::words::facts::{self, Fact};
use crate::words::tone::Tone;
use crate::words::wrap::wrap;

#[derive(Debug, Default)]
pub struct Sheet {
    pub id: String,
    pub title: String,
    /// What it belongs to, in a phrase.
    pub under: Vec<String>,
    /// The numbers, and what stands beside them.
    pub facts: (Vec<Fact>, Vec<Fact>),
    pub said: Vec<(Option<Tone>, String)>,
    /// Finished lines of a chart, safe already.
    pub chart: Vec<String>,
    pub sections: Vec<Section>,
}

#[derive(Debug)]
pub struct Section {
    pub heading: String,
    pub body: Body,
}

#[derive(Debug)]
pub enum Body {
    /// Rows that are cut where there is no room.
    Table(Listing, format::Header),
    /// Texts that are never cut, with the word that begins their plain lines.
    Facts(&'static str, Vec<Fact>),
}

/// Below this width facts stand in one column.
const TWO_COLUMNS: usize = 72;

impl Sheet {
    /// The page for a form that reads as text: a table's page, sentences, plain lines or Markdown.
    ///
    /// # Errors
    /// None in practice; that of tables.
    pub fn rendered(&self, format: &Format, surface: &Surface) -> Result<String> {
        match format.form {
            Form::Sentences => Ok(self.sentences(surface)),
            Form::Plain => Ok(self.plain()),
            Form::Md => Ok(self.markdown(surface)),
            _ => Ok(self.page(surface)),
        }
    }

    fn every_fact(&self) -> impl Iterator<Item = &Fact> {
        self.facts.0.iter().chain(&self.facts.1)
    }

    fn page(&self, surface: &Surface) -> String {
        let ruler = surface.ruler;
        let mut text = String::new();
        let margin = ruler.width(&self.id) + 2;
        let title = ruler.safe(&self.title);
        for (place, line) in wrap(&title, surface.width.saturating_sub(margin), &ruler)
            .iter()
            .enumerate()
        {
            let line = surface.paint(Tone::Heading, line);
            if place == 0 {
                text.push_str(&format!(
                    "{}  {line}\n",
                    surface.paint(Tone::Id, &ruler.safe(&self.id))
                ));
            } else {
                text.push_str(&format!("{}{line}\n", " ".repeat(margin)));
            }
        }
        for under in &self.under {
            let under = ruler.safe(under);
            let room = surface.width.saturating_sub(margin);
            text.push_str(&format!(
                "{}{}\n",
                " ".repeat(margin),
                surface.paint(Tone::Muted, &ruler.cut(&under, room))
            ));
        }
        if self.every_fact().next().is_some() {
            text.push('\n');
            self.two_columns(surface, &mut text);
        }
        if !self.said.is_empty() {
            text.push('\n');
        }
        for (tone, sentence) in &self.said {
            for line in wrap(
                &ruler.safe(sentence),
                surface.width.saturating_sub(2),
                &ruler,
            ) {
                let line = tone.map_or_else(|| line.clone(), |tone| surface.paint(tone, &line));
                text.push_str(&format!("  {line}\n"));
            }
        }
        if !self.chart.is_empty() {
            text.push('\n');
        }
        for line in &self.chart {
            text.push_str(&format!("  {line}\n"));
        }
        for section in &self.sections {
            text.push('\n');
            if !section.heading.is_empty() {
                let heading = ruler.safe(&section.heading);
                let heading = ruler.cut(&heading, surface.width);
                text.push_str(&format!("{}\n", surface.paint(Tone::Heading, &heading)));
            }
            match &section.body {
                Body::Facts(_, facts) => {
                    for (line, _) in column(facts, surface.width, surface) {
                        text.push_str(&format!("{}\n", line.trim_end()));
                    }
                }
                Body::Table(listing, header) => {
                    let width = surface.width.saturating_sub(2);
                    let inner = Surface { width, ..*surface };
                    for line in table::table(listing, &usual(listing), *header, &inner).lines() {
                        text.push_str(&format!("  {line}\n"));
                    }
                }
            }
        }
        text
    }

    /// Numbers to the left, circumstances to the right; below each other where there is no room. A
    /// text too long for its side goes on below it.
    fn two_columns(&self, surface: &Surface, text: &mut String) {
        let (left, right) = (&self.facts.0, &self.facts.1);
        if surface.width < TWO_COLUMNS || left.is_empty() || right.is_empty() {
            let all: Vec<Fact> = self.every_fact().cloned().collect();
            for (line, _) in column(&all, surface.width, surface) {
                text.push_str(&format!("{}\n", line.trim_end()));
            }
            return;
        }
        let right = column(right, surface.width / 2, surface);
        let needed = right.iter().map(|(_, used)| *used).max().unwrap_or(0);
        let half = surface.width.saturating_sub(needed + 1);
        let left = column(left, half, surface);
        for place in 0..left.len().max(right.len()) {
            let (line, used) = left.get(place).cloned().unwrap_or_default();
            match right.get(place) {
                Some((other, _)) => {
                    let gap = " ".repeat(half.saturating_sub(used));
                    text.push_str(&format!("{line}{gap}{other}\n"));
                }
                None => text.push_str(&format!("{line}\n")),
            }
        }
    }

    fn sentences(&self, surface: &Surface) -> String {
        let mut lines = vec![format!("{}. {}", self.id, facts::sentence(&self.title))];
        lines.extend(self.under.iter().map(|under| facts::sentence(under)));
        let said = |fact: &Fact| facts::sentence(&format!("{}: {}", fact.label, fact.text));
        lines.extend(self.every_fact().map(said));
        lines.extend(
            self.said
                .iter()
                .map(|(_, sentence)| facts::sentence(sentence)),
        );
        for section in &self.sections {
            if !section.heading.is_empty() {
                lines.push(facts::sentence(&section.heading));
            }
            match &section.body {
                Body::Table(listing, _) => {
                    lines.extend(listing.rows.iter().map(|row| row.sentence.clone()));
                }
                Body::Facts(_, facts) => lines.extend(facts.iter().map(said)),
            }
        }
        lines
            .iter()
            .map(|line| format!("{}\n", surface.ruler.safe(line)))
            .collect()
    }

    /// A label and a text on each line; rows of a section begin with its name.
    fn plain(&self) -> String {
        let safe = crate::words::text::safe;
        let mut text = format!("id\t{}\ntitle\t{}\n", safe(&self.id), safe(&self.title));
        for under in &self.under {
            text.push_str(&format!("under\t{}\n", safe(under)));
        }
        for fact in self.every_fact() {
            text.push_str(&format!("{}\t{}\n", fact.label, safe(&fact.text)));
        }
        for (_, sentence) in &self.said {
            text.push_str(&format!("remark\t{}\n", safe(sentence)));
        }
        for section in &self.sections {
            match &section.body {
                Body::Table(listing, _) => {
                    for line in delimited::plain(listing, &usual(listing)).lines() {
                        text.push_str(&format!("{}\t{line}\n", listing.kind));
                    }
                }
                Body::Facts(word, facts) => {
                    for fact in facts {
                        let (label, fact) = (safe(&fact.label), safe(&fact.text));
                        text.push_str(&format!("{word}\t{label}\t{fact}\n"));
                    }
                }
            }
        }
        text
    }

    fn markdown(&self, surface: &Surface) -> String {
        let ruler = surface.ruler;
        let escaped = |text: &str| crate::words::markdown::escaped(text, &ruler);
        let mut text = format!("# {} {}\n\n", escaped(&self.id), escaped(&self.title));
        for under in &self.under {
            text.push_str(&format!("{}\n\n", escaped(under)));
        }
        for fact in self.every_fact() {
            text.push_str(&format!("- {}: {}\n", fact.label, escaped(&fact.text)));
        }
        for (_, sentence) in &self.said {
            text.push_str(&format!("\n{}\n", escaped(sentence)));
        }
        for section in &self.sections {
            if !section.heading.is_empty() {
                text.push_str(&format!("\n## {}\n\n", escaped(&section.heading)));
            }
            match &section.body {
                Body::Table(listing, _) => {
                    text.push_str(&markdown::table(listing, &usual(listing), &ruler));
                }
                Body::Facts(_, facts) => {
                    for fact in facts {
                        let (label, fact) = (escaped(&fact.label), escaped(&fact.text));
                        text.push_str(&format!("- {label}: {fact}\n"));
                    }
                }
            }
        }
        text
    }
}

fn usual(listing: &Listing) -> Vec<usize> {
    listing.chosen(None).unwrap_or_default()
}

/// Facts below each other, labels in a column of their own, each line with the columns it takes.
fn column(facts: &[Fact], width: usize, surface: &Surface) -> Vec<(String, usize)> {
    let ruler = surface.ruler;
    let labels = facts
        .iter()
        .map(|fact| ruler.width(&ruler.safe(&fact.label)));
    let label = labels.max().unwrap_or(0);
    let room = width.saturating_sub(label + 4);
    let mut lines = Vec::new();
    for fact in facts {
        let parts = wrap(&ruler.safe(&fact.text), room, &ruler);
        for (place, part) in parts.iter().enumerate() {
            let name = if place == 0 {
                ruler.safe(&fact.label)
            } else {
                "".into()
            };
            let used = 4 + label + ruler.width(part);
            let part = fact
                .tone
                .map_or_else(|| part.clone(), |tone| surface.paint(tone, part));
            let gap = " ".repeat(label.saturating_sub(ruler.width(&name)));
            let name = surface.paint(Tone::Muted, &name);
            lines.push((format!("  {name}{gap}  {part}"), used));
        }
    }
    lines
}
