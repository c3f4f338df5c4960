//! The map of what serves what: visions, objectives one step in, their key results in a row beside them.

use super::{Document, escape, signs};
use crate::words::report::page::{Stop, Track};

const WIDTH: u32 = 760;
const ROW: u32 = 26;
const STEP: u32 = 64;
const STOP: u32 = 54;

impl Document {
    pub(super) fn map(&mut self, tracks: &[Track]) {
        if tracks.is_empty() {
            return;
        }
        let first = |track: &Track| 8 + track.depth as u32 * STEP;
        let room = |track: &Track| {
            let left = WIDTH.saturating_sub(first(track) + STEP);
            (left / STOP).max(4) as usize
        };
        let lines = |track: &Track| track.key_results.len().div_ceil(room(track)).max(1) as u32;
        let height: u32 = tracks.iter().map(lines).sum::<u32>() * ROW + 4;
        let width = tracks
            .iter()
            .map(|track| {
                let columns = track.key_results.len().min(room(track)) as u32;
                first(track) + STEP + columns * STOP
            })
            .max()
            .unwrap_or(WIDTH);
        let told: Vec<String> = tracks.iter().map(sentence).collect();
        let mut out = self.opened(width, height, "What serves what", &told.join(". "));
        // For every depth the height of the last record there.
        let mut above: Vec<u32> = Vec::new();
        let mut top = 2;
        for track in tracks {
            let (x, y) = (first(track), top + ROW / 2);
            if let Some(parent) = track
                .depth
                .checked_sub(1)
                .and_then(|depth| above.get(depth))
            {
                let from = x - STEP + 10;
                out.push_str(&format!(
                    "<path d=\"M{from} {}V{}q0 6 6 6H{}\" class=\"rule\" stroke-width=\"1.4\"/>",
                    parent + 9,
                    y - 6,
                    x - 2
                ));
            }
            above.truncate(track.depth);
            above.push(y);
            out.push_str(&stop(&track.stop, x, y));
            for (place, key_result) in track.key_results.iter().enumerate() {
                let (column, row) = (place % room(track), place / room(track));
                let (kx, ky) = (x + STEP + column as u32 * STOP, y + row as u32 * ROW);
                if column == 0 && row == 0 {
                    out.push_str(&format!(
                        "<path d=\"M{} {y}H{}\" class=\"rule\" stroke-width=\"1.4\"/>",
                        x + 40,
                        kx - 4
                    ));
                }
                out.push_str(&stop(key_result, kx, ky));
            }
            top += lines(track) * ROW;
        }
        out.push_str("</svg>");
        self.add(&format!("<div class=\"map\">{out}</div>\n"));
    }
}

fn stop(stop: &Stop, x: u32, y: u32) -> String {
    let id = escape(&stop.id);
    let text = |x: u32| format!("<text x=\"{x}\" y=\"{}\">{id}</text>", y + 4);
    match stop.status {
        Some(status) => format!(
            "<g transform=\"translate({} {y})\">{}</g>{}",
            x + 8,
            signs::shape(status),
            text(x + 18)
        ),
        None => format!(
            "<rect x=\"{x}\" y=\"{}\" width=\"34\" height=\"18\" rx=\"9\" class=\"edge\" stroke-width=\"1.2\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{id}</text>",
            y - 9,
            x + 17,
            y + 4
        ),
    }
}

fn sentence(track: &Track) -> String {
    let told = |stop: &Stop| match stop.status {
        Some(status) => format!("{} {}", stop.id, status.name()),
        None => stop.id.clone(),
    };
    let below: Vec<String> = track.key_results.iter().map(told).collect();
    match below.is_empty() {
        true => told(&track.stop),
        false => format!("{}: {}", told(&track.stop), below.join(", ")),
    }
}
