//! Every answer of machine output: the records there are, by name, and the documents that hold them, by
//! `kind`. `okr help fields` and the JSON Schema are made from these tables, and a test holds what every
//! command prints against that schema: a new key or a new kind is added here or the test fails.

use super::fields::{
    ASK, CALIBRATION, CHECK_IN, CYCLE, FIELDS, FORECASTS, Field, NOTE, OPERATION, TEAM, VISION, WIN,
};

const IN_TREE: &[Field] = &[
    ("depth", "integer", "how far below the top it hangs"),
    (
        "bond",
        "string?",
        "measures, serves, counts or supports: how it hangs on the record above",
    ),
];

const IN_DUE: &[Field] = &[
    ("days_since", "integer?", "days since the last check-in"),
    ("overdue", "boolean", "whether a whole period passed"),
];

const IN_SHOW: &[Field] = &[
    ("below", "kr|objective[]", "the records right under it"),
    (
        "history",
        "checkin|note|win|ask[]",
        "what was said about it, oldest first",
    ),
    ("why", "why[]", "the arithmetic, as okr why prints it"),
];

const IN_LIST_OF_VISIONS: &[Field] = &[("objectives", "integer", "objectives that serve it")];

const IN_LIST_OF_CYCLES: &[Field] = &[
    ("objectives", "integer", "its objectives"),
    ("key_results", "integer", "its key results"),
    ("current", "boolean", "whether it is the one looked at"),
];

const LISTED_TEAM: &[Field] = &[
    ("id", "string", "name"),
    ("uid", "string?", "permanent id; null until it is added"),
    ("type", "string", "team"),
    ("title", "string?", "full name"),
    ("declared", "boolean", "whether it was added"),
    ("objectives", "integer", "its objectives"),
    ("key_results", "integer", "its key results"),
];

const IN_WRITTEN: &[Field] = &[
    ("state", "string", "new, replaced or unchanged"),
    ("key_result", "kr", "its key result as it stands now"),
];

const WHY: &[Field] = &[
    ("label", "string", "what the line is about"),
    ("text", "string", "the line"),
];

const HIT: &[Field] = &[
    ("id", "string", "short id of the record"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "type of the record"),
    ("field", "string", "where the words stand"),
    ("text", "string", "the whole text of that field"),
    ("match", "string?", "the part that was found"),
    ("date", "date?", "its day"),
    ("dropped", "boolean", "whether the record was dropped"),
    ("about", "string[]", "ids of the records it is about"),
];

const CHANGE: &[Field] = &[
    ("id", "string", "short id: K2 or O1"),
    ("uid", "string", "permanent id, a UUID"),
    ("type", "string", "kr or objective"),
    ("title", "string", "its title at the end"),
    (
        "event",
        "string",
        "added, dropped, restored, gone or changed",
    ),
    (
        "renamed",
        "object?",
        "its title; null here and below is no change",
    ),
    ("renamed.before", "string", "at the beginning"),
    ("renamed.after", "string", "at the end"),
    ("owner", "object?", "its owner"),
    ("owner.before", "string?", "at the beginning"),
    ("owner.after", "string?", "at the end"),
    ("target", "object?", "where it goes"),
    ("target.before", "object", "at the beginning"),
    ("target.before.value", "number?", "target"),
    ("target.before.low", "number?", "of hold: lower bound"),
    ("target.before.high", "number?", "of hold: upper bound"),
    ("target.after", "object", "at the end"),
    ("target.after.value", "number?", "target"),
    ("target.after.low", "number?", "of hold: lower bound"),
    ("target.after.high", "number?", "of hold: upper bound"),
    ("value", "object?", "latest value"),
    ("value.before", "number?", "at the beginning"),
    ("value.after", "number?", "at the end"),
    ("progress", "object?", "progress, 0 to 1"),
    ("progress.before", "number?", "at the beginning"),
    ("progress.after", "number?", "at the end"),
    ("status", "object?", "status"),
    ("status.before", "string", "at the beginning"),
    ("status.after", "string", "at the end"),
    ("confidence", "object?", "latest answer, 0 to 10"),
    ("confidence.before", "integer?", "at the beginning"),
    ("confidence.after", "integer?", "at the end"),
    ("blocker", "object?", "what blocks it"),
    ("blocker.before", "string?", "at the beginning"),
    ("blocker.after", "string?", "at the end"),
    ("checkins", "integer", "check-ins between the two days"),
];

const STATUS: &[Field] = &[
    ("type", "string", "status"),
    ("cycle", "string?", "name of the cycle"),
    ("week", "integer?", "week of the cycle, from 1"),
    ("weeks", "integer?", "weeks of the cycle"),
    ("time_gone", "number?", "share of the cycle behind, 0 to 1"),
    ("objective_count", "integer", "objectives"),
    ("key_result_count", "integer", "key results"),
    (
        "checked_in",
        "integer",
        "key results checked in in this period",
    ),
    ("due", "integer", "key results that need a check-in"),
    ("next_review", "date", "day of the next review"),
    ("objectives", "objective[]", "the objectives"),
    (
        "needs",
        "object[]",
        "key results that need somebody, worst first",
    ),
    ("needs.kr", "kr", "the key result"),
    (
        "needs.days_since",
        "integer?",
        "days since the last check-in",
    ),
    ("needs.blocked_days", "integer?", "days it is blocked"),
    ("new_wins", "win[]", "wins of the last days"),
    ("newest_win", "win?", "the latest win, when none is new"),
    ("open_asks", "ask[]", "asks without an answer"),
    ("next", "string[]", "whole lines to type next"),
];

const REPORT: &[Field] = &[
    ("type", "string", "report"),
    ("report", "string", "exec, week, cycle, wins or alignment"),
    ("day", "date", "day it is for"),
    ("since", "date", "changes are those after this day"),
    ("week", "integer?", "week of the cycle, from 1"),
    ("weeks", "integer?", "weeks of the cycle"),
    ("headline", "string", "first sentence of the page"),
    ("visions", "vision[]", "what the objectives serve"),
    ("course", "object", "objectives counted by status"),
    ("course.on", "integer", "on course, ahead or done"),
    ("course.watch", "integer", "to watch"),
    ("course.behind", "integer", "behind"),
    ("course.stale", "integer", "with stale news"),
    ("course.unknown", "integer", "with no check-in at all"),
    ("course.closed", "integer", "of a cycle that is closed"),
    ("course.of", "integer", "all of them"),
    (
        "objectives",
        "report.objective[]",
        "the objectives with their key results",
    ),
    ("changes", "change[]", "what changed, as okr diff tells it"),
    ("risks", "object[]", "key results at risk, worst first"),
    ("risks.id", "string", "short id"),
    (
        "risks.days_since",
        "integer?",
        "days since the last check-in",
    ),
    ("risks.blocked_days", "integer?", "days it is blocked"),
    ("stuck", "string[]", "ids of key results that did not move"),
    (
        "reached",
        "string[]",
        "ids of key results that reached their target since",
    ),
    ("dropped", "object[]", "records dropped since"),
    ("dropped.id", "string", "short id"),
    ("dropped.title", "string", "title"),
    ("dropped.because", "string?", "why"),
    ("wins", "win[]", "wins since"),
    ("asks", "ask[]", "asks without an answer, oldest first"),
    ("answered", "ask[]", "asks answered since"),
    ("notes", "report.note[]", "notes since; only for the team"),
    (
        "skipped",
        "report.note[]",
        "key results left out of a review, and why",
    ),
    ("adoption", "object", "whether the check-ins live"),
    (
        "adoption.owners",
        "share",
        "owners of key results with a check-in since",
    ),
    ("adoption.teams", "share", "teams with a check-in since"),
    (
        "adoption.aligned",
        "share",
        "objectives that serve a vision",
    ),
    (
        "adoption.streaks",
        "object[]",
        "review periods in a row: everything first, then teams by name",
    ),
    (
        "adoption.streaks.team",
        "string?",
        "the team; null is everything together",
    ),
    ("adoption.streaks.periods", "integer", "periods in a row"),
    ("adoption.freshness", "object", "how old the figures are"),
    (
        "adoption.freshness.days",
        "integer",
        "length of the window in days",
    ),
    (
        "adoption.freshness.updated",
        "share",
        "key results with a check-in in the window",
    ),
    (
        "adoption.freshness.oldest",
        "object?",
        "the one that waits longest beyond the window",
    ),
    ("adoption.freshness.oldest.id", "string", "short id"),
    (
        "adoption.freshness.oldest.days",
        "integer",
        "days since its last check-in",
    ),
    (
        "adoption.freshness.never",
        "integer",
        "key results that never had a check-in",
    ),
];

const SHARE: &[Field] = &[
    ("count", "integer", "so many"),
    ("of", "integer", "of so many"),
];

const SAID: &[Field] = &[
    ("about", "string", "id of the record it is about"),
    ("date", "date", "when"),
    ("text", "string", "the words"),
    ("by", "string?", "whose"),
];

const IN_REPORT: &[Field] = &[
    ("gained", "integer?", "points of progress won since"),
    ("confidence_since", "integer?", "confidence then"),
    ("key_results", "kr[]", "its key results"),
];

const RETRO: &[Field] = &[
    ("type", "string", "retro"),
    ("cycle", "string", "name of the cycle"),
    ("start", "date", "first day"),
    ("end", "date", "last day"),
    ("graded", "integer", "records with a grade"),
    ("of", "integer", "records that can have one"),
    ("score", "number?", "mean score of the objectives, 0 to 1"),
    ("fresh", "number?", "share of days with fresh news, 0 to 1"),
    (
        "stale_after",
        "integer",
        "days after which news is no longer fresh",
    ),
    (
        "verdict",
        "string",
        "works, strategy, rhythm, unwatched or unknown",
    ),
    ("verdict_text", "string", "the same as a sentence"),
    (
        "headline",
        "string",
        "first sentence of the report: the verdict, or what was given",
    ),
    (
        "objectives",
        "retro.objective[]",
        "the objectives with their key results",
    ),
    ("dropped", "kr|objective[]", "what was dropped"),
];

const IN_RETRO: &[Field] = &[
    (
        "score",
        "number?",
        "the grade, else what its value suggests",
    ),
    (
        "score_suggested",
        "number?",
        "what its value suggests, 0 to 1",
    ),
    (
        "score_agreed",
        "number?",
        "the same against what was agreed at the opening, when it moved",
    ),
    (
        "reading",
        "string?",
        "reached, good, partly, low or missed: how the score reads",
    ),
    ("fresh", "number?", "share of days with fresh news, 0 to 1"),
    ("after", "object[]", "the records it goes on in"),
    ("after.id", "string", "short id"),
    ("after.cycle", "string?", "its cycle"),
];

const IN_RETRO_OBJECTIVE: &[Field] = &[
    (
        "verdict",
        "string",
        "works, strategy, rhythm, unwatched or unknown",
    ),
    ("key_results", "retro.kr[]", "its key results"),
];

const FINDING: &[Field] = &[
    ("type", "string", "finding"),
    ("id", "string", "short id, or the name of a cycle"),
    ("uid", "string?", "permanent id; null of a cycle"),
    ("title", "string", "title of the record"),
    ("code", "string", "L01 and up; okr explain has each"),
    ("level", "string", "fix, think or tip"),
    ("finding", "string", "what could be better"),
    ("suggestion", "string", "what would help"),
    ("count", "integer?", "what was counted"),
    (
        "about",
        "string?",
        "the word, the other record or the team it is about",
    ),
];

const CHECK: &[Field] = &[
    ("type", "string", "check"),
    ("id", "string?", "short id; null is the book itself"),
    (
        "states",
        "string[]",
        "unsound, or behind, stale, blocked and no_data",
    ),
    ("finding", "string", "the same as a sentence"),
];

const CHECKUP: &[Field] = &[
    ("type", "string", "fact"),
    ("part", "string", "what it is about: book, terminal, shell"),
    ("name", "string", "what is looked at"),
    ("value", "string", "what was found"),
    ("state", "string", "fine, or look when it is worth a look"),
    ("code", "string?", "code that okr explain knows"),
    ("advice", "string?", "what to do"),
];

const FACT: &[Field] = &[
    ("type", "string", "fact"),
    ("name", "string", "what it is"),
    ("value", "any", "text, number or truth"),
];

const TEMPLATE: &[Field] = &[
    ("type", "string", "template"),
    ("name", "string", "its name"),
    ("about", "string", "what it is for"),
    ("from", "string", "who made it"),
];

const SETTING: &[Field] = &[
    ("type", "string", "setting"),
    ("key", "string", "its name"),
    ("value", "string", "what holds now"),
    ("origin", "string", "default, file or environment"),
    ("meaning", "string", "what it does"),
];

const SOURCE: &[Field] = &[
    ("type", "string", "source"),
    ("id", "string", "short id of the key result"),
    ("title", "string", "its title"),
    ("state", "string", "on, or off on this machine"),
    ("command", "string[]?", "the command in words"),
    ("json_pointer", "string?", "where the value stands"),
    ("folder", "string?", "where it runs"),
    ("program", "string?", "the file that is run"),
    ("timeout", "integer?", "seconds it may take"),
    ("announced", "string?", "the command the book names"),
];

const COLUMN: &[Field] = &[
    ("column", "string", "heading in the file"),
    ("field", "string?", "what it is read as; null is not read"),
];

const PLANNED: &[Field] = &[
    ("line", "integer", "line of the file"),
    ("uid", "string?", "permanent id, a UUID"),
    ("title", "string", "title"),
    ("owner", "string?", "owner"),
    ("state", "string", "new or known"),
];

const PLANNED_OBJECTIVE: &[Field] = &[("cycle", "string?", "name of its cycle")];

const PLANNED_KEY_RESULT: &[Field] = &[
    ("objective", "string?", "title of its objective"),
    ("read_as", "string", "how its words are read"),
    ("metric", "metric", "what it is measured by"),
    ("start", "number?", "where the way starts"),
    ("target", "number?", "where it goes"),
    ("questions", "string[]", "what the words leave open"),
    ("warnings", "string[]", "what is worth a second look"),
    ("checkins", "integer", "its check-ins in the file"),
    (
        "notes",
        "import.note[]",
        "what stands below it or behind it",
    ),
];

const NOTE_OF_FILE: &[Field] = &[
    ("line", "integer", "line of the file"),
    ("text", "string", "what stands there"),
];

const LEFT: &[Field] = &[
    (
        "line",
        "integer?",
        "line of the file; null for a whole sheet",
    ),
    ("text", "string", "what stands there"),
    ("reason", "string", "why it became nothing"),
];

const WARNING: &[Field] = &[
    ("code", "string", "code that okr explain knows"),
    ("message", "string", "what is so"),
    ("next", "string?", "a whole line to type"),
];

const ERROR: &[Field] = &[
    ("code", "string", "code that okr explain knows"),
    ("exit", "integer", "exit code; okr help exit-codes has each"),
    ("message", "string", "what is so"),
    ("why", "string?", "why"),
    ("next", "string[]", "whole lines to type next"),
    ("at", "object?", "where in what was read"),
    ("at.line", "integer", "line, from 1"),
    ("at.column", "any", "column: its number or its name"),
];

const PROMPT: &[Field] = &[
    ("okr_schema", "integer", "version of the shape"),
    ("type", "string", "prompt"),
    ("due", "integer", "key results that need a check-in"),
    ("behind", "integer", "key results that are behind"),
    ("cycle", "string", "name of the cycle"),
    ("week", "integer", "week of the cycle, from 1"),
    ("weeks", "integer", "weeks of the cycle"),
    ("gone", "integer", "time gone in percent"),
];

/// Every record by its name: its fields, list after list.
pub const RECORDS: &[(&str, &[&[Field]])] = &[
    ("kr", &[FIELDS]),
    ("objective", &[FIELDS]),
    ("checkin", &[CHECK_IN]),
    ("win", &[WIN]),
    ("ask", &[ASK]),
    ("note", &[NOTE]),
    ("vision", &[VISION]),
    ("cycle", &[CYCLE]),
    ("team", &[TEAM]),
    ("operation", &[OPERATION]),
    ("tree.item", &[FIELDS, IN_TREE]),
    ("tree.vision", &[VISION, IN_TREE]),
    ("due.kr", &[FIELDS, IN_DUE]),
    ("show.item", &[FIELDS, IN_SHOW]),
    ("why", &[WHY]),
    ("status", &[STATUS]),
    ("change", &[CHANGE]),
    ("hit", &[HIT]),
    ("listed.vision", &[VISION, IN_LIST_OF_VISIONS]),
    ("listed.cycle", &[CYCLE, IN_LIST_OF_CYCLES]),
    ("listed.team", &[LISTED_TEAM]),
    ("written.checkin", &[CHECK_IN, IN_WRITTEN]),
    ("report", &[REPORT]),
    ("report.objective", &[FIELDS, IN_REPORT]),
    ("report.note", &[SAID]),
    ("share", &[SHARE]),
    ("retro", &[RETRO]),
    ("retro.objective", &[FIELDS, IN_RETRO, IN_RETRO_OBJECTIVE]),
    ("retro.kr", &[FIELDS, IN_RETRO]),
    ("forecasts", &[FORECASTS]),
    ("calibration", &[CALIBRATION]),
    ("finding", &[FINDING]),
    ("check", &[CHECK]),
    ("checkup", &[CHECKUP]),
    ("fact", &[FACT]),
    ("template", &[TEMPLATE]),
    ("setting", &[SETTING]),
    ("source", &[SOURCE]),
    ("import.column", &[COLUMN]),
    ("import.said", &[PLANNED]),
    ("import.note", &[NOTE_OF_FILE]),
    ("import.objective", &[PLANNED, PLANNED_OBJECTIVE]),
    ("import.kr", &[PLANNED, PLANNED_KEY_RESULT]),
    ("import.left", &[LEFT]),
    ("prompt", &[PROMPT]),
    ("warning", &[WARNING]),
    ("error", &[ERROR]),
];

/// The fields of a record, in order; nothing for a name that is none. A metric is the object of that
/// name in a key result.
#[must_use]
pub fn record(name: &str) -> Vec<Field> {
    if name == "metric" {
        let own = |field: &Field| Some((field.0.strip_prefix("metric.")?, field.1, field.2));
        return FIELDS.iter().filter_map(own).collect();
    }
    let found = RECORDS.iter().find(|(known, _)| *known == name);
    found.map(|(_, lists)| lists.concat()).unwrap_or_default()
}

/// The fields a record of an answer to a change can have.
#[must_use]
pub fn written() -> Vec<&'static str> {
    let records = [
        "written.checkin",
        "kr",
        "win",
        "ask",
        "note",
        "vision",
        "listed.cycle",
        "listed.team",
        "operation",
        "source",
    ];
    let mut known = Vec::new();
    for field in records.into_iter().flat_map(record) {
        let name = field.0.split('.').next().unwrap_or(field.0);
        if !known.contains(&name) {
            known.push(name);
        }
    }
    known
}

/// What stands around the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// An answer about the book as it is.
    Reading,
    /// An answer to a change of the book.
    Writing,
    /// The same for check-ins, which may be refused row by row.
    CheckingIn,
    /// What was brought in from a file.
    Import,
    /// What was brought in from an export of a whole book.
    ImportOfBook,
}

impl Head {
    /// The fields beside `okr_schema`, `kind` and `items`.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Reading => &[
                ("as_of", "instant", "moment the answer is for"),
                ("cycle", "string?", "cycle asked about"),
            ],
            Self::Writing => &[
                ("dry_run", "boolean", "whether nothing was written"),
                ("operation", "string?", "what okr undo takes back: op214"),
                ("warnings", "warning[]", "what is worth a second look"),
            ],
            Self::CheckingIn => &[
                ("dry_run", "boolean", "whether nothing was written"),
                ("operation", "string?", "what okr undo takes back: op214"),
                ("warnings", "warning[]", "what is worth a second look"),
                (
                    "refused",
                    "error[]",
                    "rows that were refused, with --keep-going",
                ),
            ],
            Self::Import => &[
                ("dry_run", "boolean", "whether nothing was written"),
                ("operation", "string?", "what okr undo takes back: op214"),
                ("format", "string", "form of the file"),
                ("columns", "import.column[]", "columns of a sheet"),
                ("visions", "import.said[]", "visions in the file"),
                ("objectives", "import.objective[]", "objectives in the file"),
                ("key_results", "import.kr[]", "key results in the file"),
                ("checkins", "integer", "new check-ins"),
                ("wins", "import.said[]", "wins in the file"),
                ("asks", "import.said[]", "asks in the file"),
                (
                    "parts",
                    "integer[]",
                    "lines that are a part of a record: fields, names of columns, cycles",
                ),
                (
                    "not_understood",
                    "import.left[]",
                    "lines that became nothing",
                ),
            ],
            Self::ImportOfBook => &[
                ("dry_run", "boolean", "whether nothing was written"),
                ("format", "string", "book"),
                ("state", "string", "new, or known when the book had it all"),
                ("operations", "integer", "operations taken over"),
                ("changes", "integer", "changes in them"),
            ],
        }
    }

    /// Whether there are `items`.
    #[must_use]
    pub fn has_items(self) -> bool {
        !matches!(self, Self::Import | Self::ImportOfBook)
    }
}

/// Every document: its `kind`, its head and the records in its `items`.
pub const DOCUMENTS: &[(&str, Head, &str)] = &[
    ("kr.list", Head::Reading, "kr|objective"),
    ("kr.due", Head::Reading, "due.kr"),
    ("kr.show", Head::Reading, "show.item"),
    ("objective.show", Head::Reading, "show.item"),
    ("checkin.show", Head::Reading, "checkin"),
    ("win.show", Head::Reading, "win"),
    ("ask.show", Head::Reading, "ask"),
    ("note.show", Head::Reading, "note"),
    ("vision.show", Head::Reading, "vision"),
    ("cycle.show", Head::Reading, "cycle"),
    ("tree", Head::Reading, "tree.item|tree.vision"),
    ("status", Head::Reading, "status"),
    ("why", Head::Reading, "why"),
    ("diff", Head::Reading, "change"),
    ("search", Head::Reading, "hit"),
    ("report", Head::Reading, "report"),
    ("retro", Head::Reading, "retro"),
    ("calibration", Head::Reading, "calibration"),
    ("calibration.forecasts", Head::Reading, "forecasts"),
    ("lint", Head::Reading, "finding"),
    ("check", Head::Reading, "check"),
    ("checkup", Head::Reading, "checkup"),
    ("book.facts", Head::Reading, "fact"),
    ("book.verdict", Head::Reading, "fact"),
    ("book.merge", Head::Reading, "fact"),
    ("book.compact", Head::Reading, "fact"),
    ("book.purge", Head::Reading, "fact"),
    ("operation.list", Head::Reading, "operation"),
    ("win.list", Head::Reading, "win"),
    ("ask.list", Head::Reading, "ask"),
    ("vision.list", Head::Reading, "listed.vision"),
    ("cycle.list", Head::Reading, "listed.cycle"),
    ("team.list", Head::Reading, "listed.team"),
    ("template.list", Head::Reading, "template"),
    ("setting.list", Head::Reading, "setting"),
    ("source.list", Head::Reading, "source"),
    ("checkin", Head::CheckingIn, "written.checkin"),
    ("import", Head::Import, ""),
    ("import", Head::ImportOfBook, ""),
    ("add", Head::Writing, "kr|objective"),
    ("apply", Head::Writing, "kr|objective|vision"),
    ("set", Head::Writing, "kr|objective|vision"),
    ("move", Head::Writing, "kr|objective"),
    ("drop", Head::Writing, "kr|objective"),
    ("block", Head::Writing, "kr|objective"),
    ("grade", Head::Writing, "kr|objective"),
    ("note", Head::Writing, "note"),
    ("win", Head::Writing, "win"),
    ("ask", Head::Writing, "ask"),
    ("vision.add", Head::Writing, "vision"),
    ("vision.set", Head::Writing, "vision"),
    ("vision.drop", Head::Writing, "vision"),
    ("team.add", Head::Writing, "team"),
    ("cycle.new", Head::Writing, "cycle"),
    ("cycle.open", Head::Writing, "cycle"),
    ("cycle.close", Head::Writing, "cycle"),
    ("cycle.copy", Head::Writing, "cycle|kr|objective"),
    ("init", Head::Writing, "cycle|kr|objective|vision"),
    ("undo", Head::Writing, "operation"),
    ("redo", Head::Writing, "operation"),
    ("restore", Head::Writing, "operation"),
];
