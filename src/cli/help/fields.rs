//! The fields of machine output as help and manual show them. The table itself is the output's.

use super::manual;
use crate::cli::manners::Surface;
use crate::cli::output::record;
use crate::words::tone::Tone;

fn lines() -> Vec<String> {
    record::FIELDS
        .iter()
        .flat_map(|(name, of, meaning)| [format!("  {name}  {of}"), format!("      {meaning}")])
        .collect()
}

/// For a screen.
#[must_use]
pub fn shown(surface: &Surface) -> String {
    let heading = surface.paint(Tone::Heading, "Fields of objectives and key results");
    format!("\n{heading}\n{}\n", lines().join("\n"))
}

/// For the manual.
#[must_use]
pub fn manual() -> String {
    manual::literal(lines().into_iter())
}
