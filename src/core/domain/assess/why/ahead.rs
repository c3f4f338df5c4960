//! The arithmetic of a forecast in words: the trend, the two parts that move the value, the range, the
//! chance; or why there is none. The factors are those of the fit itself.

use super::super::Workings;
use super::super::forecast::{Fit, GAINED, Outlook, Scale, Share};
use super::super::progress::percent;
use super::super::short_day;
use super::{Line, decimal, exact, unit};
use crate::domain::measure::{Kind, Measure};

pub(super) fn ahead(work: &Workings, lines: &mut Vec<Line>) {
    let (outlook, window) = match (work.outlook(), work.window) {
        (Ok(outlook), Some(window)) => (outlook, window),
        (Err(reason), _) => return lines.push(Line::new("forecast", reason.sentence())),
        _ => return,
    };
    let forecast = outlook.on(window.end, work.day).said();
    let measure = &work.kr.measure;
    let days = (forecast.date - work.day).num_days().max(0) as f64;
    let on = short_day(forecast.date, work.day);
    let is_value = matches!(outlook, Outlook::Value(..));
    let value = said(measure, forecast.value);
    let text = match &outlook {
        _ if days <= 0.0 => format!("{value} on {on}, as it stands: it is the last day"),
        Outlook::Value(scale, fit) => {
            lines.push(Line::new("trend", trend(measure, scale, fit)));
            format!("{value} on {on} = {}", sum(measure, scale, fit, days))
        }
        Outlook::Share(share) => format!("{value} on {on}: {}", counted(share, days)),
    };
    lines.push(Line::new("forecast", text));
    if days > 0.0 {
        let (low, high) = (said(measure, forecast.low), said(measure, forecast.high));
        let text = format!("{low} to {high}, into which 80 of 100 such forecasts fall");
        lines.push(Line::new("range", text));
    }
    let goal = match work.way {
        Some(way) if is_value => place(measure, way.goal.as_f64()),
        _ => "100%".to_owned(),
    };
    let text = format!("{}% for {goal} on {on}", percent(forecast.chance));
    lines.push(Line::new("chance", text));
}

fn is_share(measure: &Measure) -> bool {
    matches!(measure.kind, Kind::Hold | Kind::Steps | Kind::Zones)
}

/// An end of the forecast, in the digits that every other place shows.
fn said(measure: &Measure, value: f64) -> String {
    if is_share(measure) {
        format!("{}%", percent(value))
    } else {
        decimal(value)
    }
}

fn place(measure: &Measure, value: f64) -> String {
    if is_share(measure) {
        format!("{}%", exact(value))
    } else {
        decimal(value)
    }
}

fn trend(measure: &Measure, scale: &Scale, fit: &Fit) -> String {
    let week = fit.trend * 7.0 * scale.length;
    let week = if is_share(measure) {
        format!("{} points", decimal(week * 100.0))
    } else {
        format!("{}{}", decimal(week), unit(measure))
    };
    let faster = if fit.speeding { ", faster of late" } else { "" };
    format!(
        "{week} a week, the median slope of the last {} values; {} steady{faster}",
        fit.recent,
        decimal(fit.steady)
    )
}

/// `104 + 0.57 * -2 a week * 4.71 weeks + 0.43 * 0.33 * -20 to the target * 0.78 for the time left`.
fn sum(measure: &Measure, scale: &Scale, fit: &Fit, days: f64) -> String {
    let part = |share: f64| place(measure, share * scale.length);
    let mut text = place(measure, scale.exact(fit.now));
    if fit.believed() > 0.0 && fit.trend != 0.0 {
        let (week, weeks) = (part(fit.trend * 7.0), decimal(days / 7.0));
        let believed = decimal(fit.believed());
        text = format!("{text} + {believed} * {week} a week * {weeks} weeks");
    }
    if fit.left > 0.0 && fit.kept > 0.0 {
        let rest = decimal(1.0 - fit.believed());
        let (gained, left) = (decimal(GAINED), part(fit.left));
        let opening = decimal(fit.opening(days));
        text = format!(
            "{text} + {rest} * {gained} * {left} to the target * {opening} for the time left"
        );
        if fit.kept < 1.0 {
            text = format!("{text} * {} that did not go back", decimal(fit.kept));
        }
    }
    let free = scale.exact(fit.ahead(days).value);
    let possible = scale.possible(free);
    if (free - possible).abs() > 1e-9 * scale.length.abs() {
        text = format!("{text}, kept at {}", place(measure, possible));
    }
    text.replace("+ -", "- ")
}

fn counted(share: &Share, days: f64) -> String {
    format!(
        "{} of {} inside so far, {} to come, each inside in {} of cases",
        share.inside,
        share.all,
        share.to_come(days),
        decimal(share.next())
    )
}
