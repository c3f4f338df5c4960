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
    pub listing: Listing,
    pub header: format::Header,
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
            let inner = Surface {
                width: surface.width.saturating_sub(2),
                ..*surface
            };
            let rows = table::table(&section.listing, &section.usual(), section.header, &inner);
            for line in rows.lines() {
                text.push_str(&format!("  {line}\n"));
            }
        }
        text
    }

    /// Numbers to the left, circumstances to the right; below each other where there is no room. A
    /// text too long for its half goes on below it.
    fn two_columns(&self, surface: &Surface, text: &mut String) {
        let ruler = surface.ruler;
        let label = self
            .every_fact()
            .map(|fact| fact.label.len())
            .max()
            .unwrap_or(0);
        let half = surface.width / 2 - 2;
        let column = |facts: &[Fact], width: usize| -> Vec<(String, usize)> {
            let room = width.saturating_sub(label + 4);
            let mut lines = Vec::new();
            for fact in facts {
                for (place, part) in wrap(&ruler.safe(&fact.text), room, &ruler)
                    .iter()
                    .enumerate()
                {
                    let name = if place == 0 { fact.label } else { "" };
                    let used = 4 + label + ruler.width(part);
                    let part = fact
                        .tone
                        .map_or_else(|| part.clone(), |tone| surface.paint(tone, part));
                    let name = surface.paint(Tone::Muted, &ruler.pad_right(name, label));
                    lines.push((format!("  {name}  {part}"), used));
                }
            }
            lines
        };
        if surface.width < TWO_COLUMNS || self.facts.0.is_empty() || self.facts.1.is_empty() {
            for (line, _) in column(&self.facts.0, surface.width)
                .iter()
                .chain(&column(&self.facts.1, surface.width))
            {
                text.push_str(&format!("{}\n", line.trim_end()));
            }
            return;
        }
        let (left, right) = (
            column(&self.facts.0, half),
            column(&self.facts.1, surface.width - half),
        );
        for place in 0..left.len().max(right.len()) {
            let (line, used) = left.get(place).cloned().unwrap_or_default();
            match right.get(place) {
                Some((other, _)) => text.push_str(&format!(
                    "{line}{}{other}\n",
                    " ".repeat(half.saturating_sub(used))
                )),
                None => text.push_str(&format!("{line}\n")),
            }
        }
    }

    fn sentences(&self, surface: &Surface) -> String {
        let mut lines = vec![format!("{}. {}", self.id, facts::sentence(&self.title))];
        lines.extend(self.under.iter().map(|under| facts::sentence(under)));
        lines.extend(
            self.every_fact()
                .map(|fact| facts::sentence(&format!("{}: {}", fact.label, fact.text))),
        );
        lines.extend(
            self.said
                .iter()
                .map(|(_, sentence)| facts::sentence(sentence)),
        );
        for section in self
            .sections
            .iter()
            .filter(|section| !section.listing.rows.is_empty())
        {
            lines.push(facts::sentence(&section.heading));
            lines.extend(section.listing.rows.iter().map(|row| row.sentence.clone()));
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
            let kind = section.listing.kind;
            for line in delimited::plain(&section.listing, &section.usual()).lines() {
                text.push_str(&format!("{kind}\t{line}\n"));
            }
        }
        text
    }

    fn markdown(&self, surface: &Surface) -> String {
        let ruler = surface.ruler;
        let escaped = |text: &str| markdown::escaped(text, &ruler);
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
            text.push_str(&markdown::table(&section.listing, &section.usual(), &ruler));
        }
        text
    }
}

impl Section {
    fn usual(&self) -> Vec<usize> {
        self.listing.chosen(None).unwrap_or_default()
    }
}
