//! Made-up series of thirteen shapes, from fixed dice: how often a forecast holds where nobody's data has such
//! a shape. The table of docs/numbers.md is what comes out here.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::replay::{Scores, replay, score};
use crate::domain::check_in::CheckIn;
use crate::domain::cycle::{Cycle, CycleState};
use crate::domain::id::Uid;
use crate::domain::key_result::KeyResult;
use crate::domain::measure::{Kind, Measure};
use crate::domain::quantity::Quantity;

const EACH: u64 = 40;
const SHAPES: [&str; 13] = [
    "random steps with a drift",
    "jumps and rests",
    "counts",
    "noise around a level",
    "noise around a line",
    "fast first, then flat",
    "a set-back on the way",
    "one jump at the very end",
    "a line with little noise",
    "no change at all",
    "a line past the target",
    "a steady fall away from the target",
    "ever faster toward the end",
];

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    /// 0 to 1.
    fn throw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as f64 / u64::MAX as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.throw()
    }

    /// Around 0, with a standard deviation of 1.
    fn around(&mut self) -> f64 {
        (0..12).map(|_| self.throw()).sum::<f64>() - 6.0
    }
}

/// Days from the start to the end of a quarter, 5 to 14 apart, and the place on the way on each.
fn series(shape: usize, seed: u64) -> Vec<(u64, f64)> {
    let mut dice = Dice(seed * 1000 + shape as u64);
    let mut days = vec![0];
    let mut day = 0;
    loop {
        day += [5, 6, 7, 7, 7, 8, 9, 12, 14][(dice.throw() * 8.99) as usize];
        if day > 91 {
            break;
        }
        days.push(day);
    }
    let whole = day.min(*days.last().unwrap_or(&91)) as f64;
    let (end, noise) = (dice.between(0.4, 1.2), dice.between(0.0, 0.03));
    let (bend, level) = (dice.between(1.6, 3.5), dice.between(0.1, 0.6));
    let (back_at, last) = (dice.between(0.3, 0.7), days.len() - 1);
    let mut walked = 0.0;
    let mut before = 0.0;
    let places = days.iter().enumerate().map(|(at, day)| {
        let gone = *day as f64 / whole;
        let step = gone - before;
        before = gone;
        let place = match shape {
            0 => {
                walked += end * step + if at > 0 { 0.06 * dice.around() } else { 0.0 };
                walked
            }
            1 => {
                let jumps = at > 0 && dice.throw() < 0.3;
                walked += if jumps {
                    dice.between(-0.05, 0.35)
                } else {
                    0.0
                };
                walked
            }
            2 => {
                let hits = (0..5).filter(|_| dice.throw() < end * step * 2.0).count();
                walked += hits as f64 / 10.0;
                walked
            }
            3 => level + 0.1 * dice.around(),
            4 => end * gone + 0.08 * dice.around(),
            5 => end * (1.0 - (-4.0 * gone).exp()),
            6 => {
                let lost = if gone > back_at { 0.25 } else { 0.0 };
                (end * gone + noise * dice.around() - lost).max(0.0)
            }
            7 if at == last => 0.3 + 0.7 * level,
            7 => 0.05 * gone,
            8 => end * gone + 0.01 * dice.around(),
            9 => level,
            10 => (1.0 + end) * gone + noise * dice.around(),
            11 => level - 0.8 * level * gone + noise * dice.around(),
            _ => end * gone.powf(bend) + 0.5 * noise * dice.around(),
        };
        (*day, place)
    });
    places.collect()
}

fn scores(shape: usize) -> Scores {
    let nobody = Uid::from_bytes([0; 16]);
    let begun: NaiveDate = "2026-07-01".parse().expect("a day");
    let mut cases = Vec::new();
    for seed in 0..EACH {
        let made = series(shape, seed);
        let day = |gone: u64| begun + Days::new(gone);
        let cycle = Cycle {
            uid: nobody,
            name: String::new(),
            start: begun,
            end: day(made.last().expect("a place").0),
            state: CycleState::Active,
            opened: None,
            ancestor: None,
        };
        let kr = KeyResult {
            head: serde_json::from_value(json!({"id": "K1", "title": ""})).expect("a head"),
            measure: Measure {
                kind: Kind::Number,
                start: Some(Quantity::ZERO),
                target: Some(Quantity::from(100)),
                ..Measure::default()
            },
            source: None,
            targets: Vec::new(),
        };
        let rows = made.iter().map(|(gone, place)| {
            let bare = json!({"id": "C1", "kr": nobody, "date": day(*gone)});
            let bare: CheckIn = serde_json::from_value(bare).expect("a check-in");
            CheckIn {
                value: Quantity::from_f64((place * 1e4).round() / 100.0),
                recorded: *gone as i64,
                ..bare
            }
        });
        cases.extend(replay(&kr, &rows.collect::<Vec<_>>(), &cycle));
    }
    score(&cases).expect("cases")
}

#[test]
fn the_table_of_the_page_is_what_made_up_series_give() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/numbers.md");
    let page = std::fs::read_to_string(page).expect("the page about numbers");
    let rows: Vec<String> = (0..SHAPES.len())
        .map(|shape| {
            let found = scores(shape);
            format!(
                "| {} | {:.0}% | {:.3} | {:.3} | {:.3} |",
                SHAPES[shape],
                found.coverage80 * 100.0,
                found.mean.ours,
                found.mean.last_value_stays,
                found.mean.straight_line
            )
        })
        .collect();
    let rows = rows.join("\n");
    assert!(page.contains(&rows), "docs/numbers.md should say\n{rows}");
}
