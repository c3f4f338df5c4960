//! The records of the book in machine output: every key with its type and its meaning. `record` makes
//! the objects; `answers` says which command answers with which of them.

/// Name, type and meaning. A dot in the name leads into an object. Types: `string`, `number`,
/// `integer`, `boolean`, `date` (`2026-08-28`), `instant` (RFC 3339), `object`, `any`, or the name of a
/// record in `answers::RECORDS`, several of them with `|` between; `[]` behind one is a list of it, `?`
/// means that it can be null.
pub type Field = (&'static str, &'static str, &'static str);

/// An objective or a key result.
pub const FIELDS: &[Field] = &[
    ("id", "string", "short id: K2 or O1"),
    ("uid", "string", "permanent id, a UUID"),
    ("handle", "string?", "the name a person gave it"),
    ("type", "string", "kr or objective"),
    ("title", "string", "what was typed, whole"),
    ("cycle", "string?", "name of its cycle"),
    (
        "objective",
        "string?",
        "of a key result: the id of its objective",
    ),
    (
        "parent",
        "string?",
        "id of the record right above: vision, objective or key result",
    ),
    (
        "counts",
        "boolean",
        "whether its progress counts in its parent",
    ),
    ("serves", "string[]", "ids of the visions above it"),
    ("team", "string?", "its team, or its objective's"),
    ("owner", "string?", "its owner, or its objective's"),
    ("tags", "string[]", "tags"),
    ("links", "string[]", "links"),
    (
        "metric",
        "object?",
        "of a key result: what it is measured by",
    ),
    (
        "metric.kind",
        "string",
        "count, number, percent, currency, duration, rating, rank, relative, delta, hold, milestone, steps, zones or unknown",
    ),
    ("metric.unit", "string?", "unit as planned"),
    (
        "metric.direction",
        "string",
        "up, down or stay: which way is better",
    ),
    ("metric.scale", "number?", "top of a rating's scale"),
    (
        "metric.factor",
        "number?",
        "of relative: target divided by start",
    ),
    ("metric.change", "number?", "of delta: target minus start"),
    ("metric.low", "number?", "of hold: lower bound, included"),
    ("metric.high", "number?", "of hold: upper bound, included"),
    (
        "metric.steps",
        "object[]",
        "of steps: name and weight of each",
    ),
    ("metric.steps.name", "string", "name of the step"),
    (
        "metric.steps.weight",
        "number",
        "weight of the step, relative to the others",
    ),
    ("metric.zones", "object?", "of zones: a sentence for each"),
    (
        "metric.zones.commit",
        "string",
        "sentence of the commit zone",
    ),
    (
        "metric.zones.target",
        "string",
        "sentence of the target zone",
    ),
    (
        "metric.zones.stretch",
        "string",
        "sentence of the stretch zone",
    ),
    (
        "metric.marks",
        "object?",
        "marks on the way, when they were set",
    ),
    (
        "metric.marks.commit",
        "number",
        "commit mark, 0 to 1 of the way",
    ),
    (
        "metric.marks.target",
        "number",
        "target mark, 0 to 1 of the way",
    ),
    (
        "metric.plan",
        "object?",
        "plan of the way; null is a straight line",
    ),
    ("metric.plan.shape", "string", "back_loaded or points"),
    ("metric.plan.points", "object[]", "planned values by date"),
    (
        "metric.plan.points.date",
        "date",
        "day of the planned value",
    ),
    ("metric.plan.points.value", "number", "planned value"),
    ("start", "number?", "where the way starts"),
    ("start_text", "string?", "the same for people"),
    (
        "start_source",
        "string?",
        "given, first_check_in or unknown",
    ),
    (
        "target",
        "number?",
        "where it goes; null while it depends on an unknown start, and for hold",
    ),
    (
        "target_text",
        "string?",
        "the same for people: x0.7 while the start is unknown",
    ),
    ("current", "number?", "latest value"),
    (
        "current_text",
        "string?",
        "the same for people, with its unit",
    ),
    (
        "progress",
        "number?",
        "0 to 1; null is unknown, which is not 0",
    ),
    ("raw", "number?", "progress before it is cut to 0 to 1"),
    ("zone", "string?", "fail, commit, target or stretch"),
    (
        "coverage",
        "object?",
        "of an objective: how much of its progress is known",
    ),
    (
        "coverage.reported",
        "integer",
        "counted parts with progress",
    ),
    ("coverage.counted", "integer", "parts that count"),
    (
        "coverage.share",
        "number",
        "share of the whole that reported, 0 to 1",
    ),
    (
        "coverage.low",
        "number",
        "progress if the silent parts end at 0",
    ),
    (
        "coverage.high",
        "number",
        "progress if the silent parts end at 1",
    ),
    (
        "expected",
        "number?",
        "progress the plan expects by now, 0 to 1",
    ),
    ("pace_ratio", "number?", "progress divided by expected"),
    (
        "pace_points",
        "number?",
        "progress minus expected: -0.05 is five points behind",
    ),
    (
        "needed_per_week",
        "number?",
        "change of value per week that still reaches the target",
    ),
    (
        "agreed",
        "object?",
        "what was agreed at the opening, when it moved since",
    ),
    ("agreed.start", "number?", "start agreed"),
    ("agreed.target", "number?", "target agreed"),
    ("agreed.low", "number?", "lower bound agreed"),
    ("agreed.high", "number?", "upper bound agreed"),
    ("agreed.progress", "number?", "progress by what was agreed"),
    (
        "pace_per_week",
        "number?",
        "change of value per week of late: the median slope of its check-ins",
    ),
    (
        "forecast",
        "object?",
        "what it will be on its last day; null where forecast_reason says why",
    ),
    ("forecast.date", "date", "the last day"),
    (
        "forecast.value",
        "number",
        "most likely final value; of a hold, steps and zones a share from 0 to 1",
    ),
    ("forecast.low", "number", "lower end of the 80% range"),
    ("forecast.high", "number", "upper end of the 80% range"),
    (
        "forecast.chance",
        "number",
        "how likely the target is, 0 to 1",
    ),
    (
        "forecast_missing",
        "integer?",
        "check-ins with a value that a forecast still needs",
    ),
    ("forecast_reason", "string?", "why there is no forecast"),
    (
        "status",
        "string",
        "ahead, on, watch, behind, done, no_data, stale or closed",
    ),
    (
        "status_reason",
        "string",
        "the sentence that decided the status",
    ),
    ("stale", "boolean", "last check-in is too old"),
    ("flags", "string[]", "what is unusual about the numbers"),
    ("confidence", "integer?", "latest answer, 0 to 10"),
    ("confidence_prev", "integer?", "the answer before it"),
    ("blocker", "string?", "what blocks it now"),
    ("blocked_since", "date?", "since when"),
    ("last_checkin", "date?", "day of the latest check-in"),
    ("checkins", "integer", "number of check-ins"),
    (
        "weight",
        "number?",
        "weight in its objective; null is an equal share",
    ),
    ("ambition", "string?", "commit or stretch"),
    ("due", "date?", "its own last day"),
    ("allow", "string[]", "codes of findings silenced for it"),
    ("dropped", "date?", "day it was dropped"),
    ("dropped_because", "string?", "why it was dropped"),
    (
        "ancestor",
        "string?",
        "uid of the record of an earlier cycle that it goes on from",
    ),
    ("grade", "object?", "what it came to, once it was graded"),
    ("grade.score", "number", "score of a person, 0 to 1"),
    (
        "grade.suggested",
        "number?",
        "what its value suggested then; null when nothing was known",
    ),
    ("grade.reason", "string?", "why this score"),
    ("grade.cause", "string?", "why a commitment was missed"),
    ("grade.helped", "string?", "what helped"),
    ("grade.hurt", "string?", "what hurt"),
    ("grade.learned", "string?", "what was learned"),
    ("grade.next", "string?", "done, carry, change or drop"),
    ("grade.date", "date", "when it was graded"),
    ("grade.by", "string?", "who graded it"),
    ("created", "instant", "when it was made"),
    ("updated", "instant", "when it was last changed"),
];

pub(super) const CHECK_IN: &[Field] = &[
    ("id", "string", "short id: C91"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "checkin"),
    ("kr", "string", "id of its key result"),
    ("date", "date", "the author's own day"),
    (
        "value",
        "number?",
        "value; null is looked at without a number",
    ),
    ("value_text", "string?", "the same for people"),
    ("confidence", "integer?", "0 to 10; null is no answer"),
    ("note", "string?", "note"),
    ("blocker", "string?", "blocker named with it"),
    ("same", "boolean", "said on purpose: same as last time"),
    ("done", "string[]", "of steps: names of those done"),
    ("source", "string?", "program it came from"),
    ("key", "string?", "the source's own name for it"),
    ("recorded", "instant", "when it was written"),
];

pub(super) const WIN: &[Field] = &[
    ("id", "string", "short id: W3"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "win"),
    ("title", "string", "what was won"),
    ("date", "date", "when"),
    ("by", "string?", "who wrote it"),
    ("for", "string[]", "ids of the records it came from"),
    ("thanks", "string[]", "who is thanked"),
];

pub(super) const ASK: &[Field] = &[
    ("id", "string", "short id: A3"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "ask"),
    ("title", "string", "what is asked for"),
    ("date", "date", "since when"),
    ("by", "string?", "who asks"),
    ("for", "string[]", "ids of the records it is for"),
    ("state", "string", "open or closed"),
    ("closed", "date?", "when it was closed"),
    ("answer", "string?", "the answer"),
];

pub(super) const NOTE: &[Field] = &[
    ("id", "string", "short id: N5"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "note"),
    ("title", "string", "the note"),
    ("date", "date", "when"),
    ("by", "string?", "who wrote it"),
    ("on", "string", "id of the record it is on"),
];

pub(super) const VISION: &[Field] = &[
    ("id", "string", "short id: V1"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "vision"),
    ("title", "string", "the sentence"),
    ("owner", "string?", "owner"),
    ("dropped", "date?", "day it was dropped"),
    ("created", "instant", "when it was made"),
];

pub(super) const CYCLE: &[Field] = &[
    ("id", "string", "name: 2026Q3"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "cycle"),
    ("start", "date", "first day"),
    ("end", "date", "last day"),
    ("state", "string", "planning, active or closed"),
    ("opened", "instant?", "when it was opened"),
    ("copied_from", "string?", "cycle it was copied from"),
];

pub(super) const TEAM: &[Field] = &[
    ("id", "string", "name"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "team"),
    ("title", "string?", "full name"),
];

pub(super) const OPERATION: &[Field] = &[
    ("id", "string", "number in this file: op214"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "operation"),
    ("at", "instant", "when"),
    ("by", "string", "who"),
    ("command", "string", "the command as typed"),
    ("state", "string", "done, undone or abandoned"),
    ("undoes", "string?", "uid of the operation it takes back"),
];

pub(super) const FORECASTS: &[Field] = &[
    ("type", "string", "forecasts"),
    (
        "group",
        "string",
        "all, a kind of measure, or how far ahead",
    ),
    ("key_results", "integer", "key results with a case"),
    (
        "cases",
        "integer",
        "forecasts with a known end: one after the third check-in and after each later one but the last",
    ),
    (
        "coverage80",
        "number?",
        "share of cases whose end was inside the 80% range, 0 to 1",
    ),
    (
        "mean_pinball_loss",
        "object?",
        "mean of the losses at 10, 50 and 90%, as shares of the way from start to target",
    ),
    ("mean_pinball_loss.ours", "number", "of the forecast"),
    (
        "mean_pinball_loss.last_value_stays",
        "number",
        "of saying that the last value stays",
    ),
    (
        "mean_pinball_loss.straight_line",
        "number",
        "of a straight line from the first check-in through the last",
    ),
    ("pinball10", "object?", "the same at 10% alone"),
    ("pinball10.ours", "number", "of the low end"),
    ("pinball10.last_value_stays", "number", "of the last value"),
    ("pinball10.straight_line", "number", "of the line"),
    ("pinball50", "object?", "the same at 50% alone"),
    ("pinball50.ours", "number", "of the most likely value"),
    ("pinball50.last_value_stays", "number", "of the last value"),
    ("pinball50.straight_line", "number", "of the line"),
    ("pinball90", "object?", "the same at 90% alone"),
    ("pinball90.ours", "number", "of the high end"),
    ("pinball90.last_value_stays", "number", "of the last value"),
    ("pinball90.straight_line", "number", "of the line"),
];

pub(super) const CALIBRATION: &[Field] = &[
    ("type", "string", "calibration"),
    ("group", "string", "all, cycle, team or confidence"),
    (
        "name",
        "string?",
        "of the cycle, the team or the band of answers",
    ),
    (
        "key_results",
        "integer",
        "key results with an answer and a result",
    ),
    ("answers", "integer", "answers about them"),
    (
        "believed",
        "number?",
        "mean confidence as a probability; null from too few key results",
    ),
    ("reached", "number?", "share that was reached, 0 to 1"),
    (
        "brier",
        "number?",
        "mean squared difference of the two: 0 is perfect, 0.25 a coin",
    ),
    ("reason", "string?", "why there are no figures"),
    ("result", "string", "where results come from"),
];
