//! The records of a cycle in the forms that people and other programs read: outline, Markdown, CSV and
//! XLSX. Which records, and in which order, is the board's answer; nothing is computed here.

use okr_core::domain::check_in::{Ask, CheckIn, Win};
use okr_core::domain::id::Uid;
use okr_core::domain::key_result::KeyResult;
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::objective::{Head, Objective, Vision};
use okr_core::domain::quantity::Quantity;
use okr_core::domain::record::Type;
use okr_core::exchange::outline as bare_outline;
use okr_core::exchange::workbook::{self, Cell, Sheet, Shown};
use okr_core::outline;
use okr_core::report::board::Depth;
use okr_core::report::item::Item;
use okr_core::store::facts;
use okr_core::{Result, capture::number};

use super::{ExportArgs, Form};
use crate::cli::output::guarded;
use crate::cli::selection::Selection;
use crate::cli::session::Session;

/// What was picked.
struct Plan {
    visions: Vec<Vision>,
    items: Vec<Item>,
    wins: Vec<Win>,
    asks: Vec<Ask>,
}

/// The bytes of the file.
pub(super) fn bytes(
    session: &mut Session<'_>,
    form: Form,
    arguments: &ExportArgs,
) -> Result<Vec<u8>> {
    let plan = plan(session, &arguments.filter)?;
    Ok(match form {
        Form::Xlsx => workbook::write(&sheets(&plan))?,
        Form::Csv => csv(&plan)?,
        Form::Md => markdown(session, &plan).into_bytes(),
        _ if arguments.no_ids => outlined(session, &plan, Use::Book).into_bytes(),
        _ => with_ids(session, &plan)?.into_bytes(),
    })
}

fn plan(session: &mut Session<'_>, filter: &[String]) -> Result<Plan> {
    let book = session.need_book()?;
    let (plan, remark) = book.read(|connection| {
        let selection = Selection::of(session, filter, connection)?;
        let board = selection.board(session, connection, Depth::Words)?;
        let remark = selection.remark(&board.items);
        // A key result cannot stand without its objective.
        let held: Vec<Uid> = board
            .key_results()
            .filter(|item| selection.picks(item))
            .filter_map(|item| item.head.parent)
            .collect();
        let (everything, all) = (selection.is_everything(), session.globals.all);
        let items: Vec<Item> = board
            .items
            .into_iter()
            .filter(|item| {
                selection.picks(item) || (all || !item.is_dropped) && held.contains(&item.head.uid)
            })
            .collect();
        let is_about =
            |about: &[Uid]| everything || items.iter().any(|item| about.contains(&item.head.uid));
        let visions = board.visions.into_iter();
        let plan = Plan {
            visions: visions
                .filter(|vision| vision.dropped.is_none())
                .filter(|vision| {
                    everything
                        || items
                            .iter()
                            .any(|item| item.serves.contains(&vision.id.to_string()))
                })
                .collect(),
            wins: facts::wins(connection)?
                .into_iter()
                .filter(|win| is_about(&win.about))
                .collect(),
            asks: facts::asks(connection)?
                .into_iter()
                .filter(|ask| is_about(&ask.about))
                .collect(),
            items,
        };
        Ok((plan, remark))
    })?;
    if let Some(remark) = remark {
        let remark = session.io.err.ruler.safe(&remark).into_owned();
        session.io.remark(&remark);
    }
    Ok(plan)
}

/// The text that `okr apply` takes back: these records, word for word, as of now.
fn with_ids(session: &mut Session<'_>, plan: &Plan) -> Result<String> {
    let visions = plan.visions.iter().map(|vision| vision.uid);
    let items = plan.items.iter().map(|item| item.head.uid);
    let uids: Vec<Uid> = visions.chain(items).collect();
    let book = session.need_book()?;
    book.read(|connection| outline::write(connection, &uids))
}

/// What an outline without ids is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Book,
    /// Without what only this cycle and these people have: owners, days, handles, starts.
    Template,
}

/// The outline of a template; `None` where nothing fits the filter.
///
/// # Errors
/// Those of the filter and of the book.
pub fn template(session: &mut Session<'_>, filter: &[String]) -> Result<Option<String>> {
    let plan = plan(session, filter)?;
    Ok((!plan.items.is_empty()).then(|| outlined(session, &plan, Use::Template)))
}

fn without_people(head: &Head) -> Head {
    Head {
        owner: None,
        due: None,
        handle: None,
        blocker: None,
        ..head.clone()
    }
}

/// The text that `okr add -` reads: without ids there is nothing to call the record above by.
fn outlined(session: &Session<'_>, plan: &Plan, wanted: Use) -> String {
    let context = session.context();
    let mut out = String::new();
    for vision in &plan.visions {
        let mut vision = vision.clone();
        if wanted == Use::Template {
            vision.owner = None;
        }
        bare_outline::vision(&mut out, &vision);
    }
    let the_vision = match plan.visions.as_slice() {
        [one] => Some(one.uid),
        _ => None,
    };
    let mut cycle = String::new();
    for item in &plan.items {
        if let Some(mut key_result) = item.key_result() {
            if wanted == Use::Template {
                key_result.head = without_people(&key_result.head);
                let start = &mut key_result.measure.start;
                *start = start.filter(Quantity::is_zero);
            }
            bare_outline::key_result(&mut out, &key_result, &context);
            continue;
        }
        let name = item.cycle.as_ref().map(|cycle| cycle.name.clone());
        let name = name.unwrap_or_default();
        if !out.is_empty() {
            out.push('\n');
        }
        if name != cycle && !name.is_empty() && wanted == Use::Book {
            out.push_str(&format!("cycle {name}\n\n"));
            cycle.clone_from(&name);
        }
        let objective = Objective {
            head: match wanted {
                Use::Book => item.head.clone(),
                Use::Template => without_people(&item.head),
            },
            cycle: name,
            counts: false,
        };
        bare_outline::objective(&mut out, &objective, the_vision);
    }
    out
}

fn markdown(session: &Session<'_>, plan: &Plan) -> String {
    let mut out = String::from("# OKRs\n");
    let named = |owner: Option<&String>| {
        owner
            .map(|owner| format!(" (@{owner})"))
            .unwrap_or_default()
    };
    for item in &plan.items {
        let title = crate::words::markdown::escaped(&item.head.title, &session.io.out.ruler);
        let owner = named(item.head.owner.as_ref());
        match item.kind {
            Type::KeyResult => out.push_str(&format!("- KR: {title}{owner}\n")),
            _ => out.push_str(&format!("\n## Objective: {title}{owner}\n\n")),
        }
    }
    out
}

/// The columns of the rows, each a column of the sheets.
const CSV_COLUMNS: [&str; 36] = [
    "type",
    "id",
    "title",
    "objective_id",
    "owner",
    "team",
    "cycle",
    "tags",
    "weight",
    "due",
    "unit",
    "start",
    "target",
    "current",
    "date",
    "confidence",
    "note",
    "blocker",
    "serves",
    "counts",
    "kind",
    "low",
    "high",
    "direction",
    "scale",
    "change",
    "steps",
    "commit-zone",
    "target-zone",
    "stretch-zone",
    "marks",
    "plan",
    "link",
    "ambition",
    "handle",
    "uid",
];

/// The sheets of the records as rows of one kind, each key result with its check-ins behind it.
fn csv(plan: &Plan) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: String| {
        okr_core::Error::new(
            "E900",
            okr_core::Kind::Failure,
            format!("the rows cannot be written as CSV: {error}"),
        )
    };
    let mut rows = vec![CSV_COLUMNS.map(str::to_owned).to_vec()];
    let visions = plan.visions.iter();
    rows.extend(visions.map(|vision| row("vision", &VISION, &vision_cells(vision))));
    for item in &plan.items {
        let Some(key_result) = item.key_result() else {
            rows.push(row("objective", &OBJECTIVE, &objective_cells(item)));
            continue;
        };
        let mut cells = key_result_cells(item, &key_result);
        // Where the check-ins stand below, the last one needs no telling.
        for (cell, (name, _)) in cells.iter_mut().zip(KEY_RESULT) {
            if matches!(name, "current" | "date" | "confidence") {
                *cell = Cell::Empty;
            }
        }
        rows.push(row("kr", &KEY_RESULT, &cells));
        rows.extend(item.series.iter().map(|check_in| {
            let cells = check_in_cells(item, &key_result.measure, check_in);
            row("checkin", &CHECK_IN, &cells)
        }));
    }
    for row in rows {
        writer
            .write_record(row)
            .map_err(|error| failed(error.to_string()))?;
    }
    writer
        .into_inner()
        .map_err(|error| failed(error.to_string()))
}

/// The cells of a sheet where CSV has them.
fn row(kind: &str, columns: &[Column], cells: &[Cell]) -> Vec<String> {
    let of = |wanted: &str| {
        let wanted = match (kind, wanted) {
            ("kr", "objective_id") => "objective id",
            ("checkin", "current") => "value",
            _ => wanted,
        };
        let place = columns.iter().position(|(name, _)| *name == wanted);
        place
            .and_then(|place| cells.get(place))
            .map_or_else(String::new, bare)
    };
    CSV_COLUMNS
        .iter()
        .map(|name| match *name {
            "type" => kind.to_owned(),
            name => of(name),
        })
        .collect()
}

/// A cell without its type: a bare number, with its percent sign.
fn bare(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(value, Shown::Percent) => format!("{value}%"),
        Cell::Number(value, _) => value.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

/// A measure that goes from a start to a target.
fn is_a_way(measure: &Measure) -> bool {
    !matches!(
        measure.kind,
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Unknown
    )
}

/// A column of a sheet and its width in letters.
type Column = (&'static str, u32);

const VISION: [Column; 4] = [("id", 6), ("title", 50), ("owner", 12), ("uid", 38)];

const OBJECTIVE: [Column; 16] = [
    ("id", 6),
    ("title", 50),
    ("owner", 12),
    ("team", 12),
    ("cycle", 10),
    ("serves", 8),
    ("counts", 8),
    ("tags", 16),
    ("weight", 8),
    ("due", 12),
    ("ambition", 10),
    ("handle", 10),
    ("link", 16),
    ("blocker", 16),
    ("allow", 8),
    ("uid", 38),
];

const KEY_RESULT: [Column; 32] = [
    ("id", 6),
    ("objective id", 12),
    ("title", 50),
    ("owner", 12),
    ("team", 12),
    ("kind", 10),
    ("unit", 12),
    ("start", 12),
    ("target", 12),
    ("low", 12),
    ("high", 12),
    ("current", 12),
    ("date", 12),
    ("confidence", 11),
    ("tags", 16),
    ("weight", 8),
    ("due", 12),
    ("direction", 10),
    ("scale", 8),
    ("change", 8),
    ("steps", 16),
    ("commit-zone", 16),
    ("target-zone", 16),
    ("stretch-zone", 16),
    ("marks", 10),
    ("plan", 16),
    ("ambition", 10),
    ("handle", 10),
    ("link", 16),
    ("blocker", 16),
    ("allow", 8),
    ("uid", 38),
];

const CHECK_IN: [Column; 8] = [
    ("id", 6),
    ("key result id", 13),
    ("date", 12),
    ("value", 12),
    ("confidence", 11),
    ("note", 60),
    ("blocker", 40),
    ("uid", 38),
];

fn sheets(plan: &Plan) -> Vec<Sheet> {
    let objectives = plan
        .items
        .iter()
        .filter(|item| item.kind == Type::Objective);
    let key_results = plan
        .items
        .iter()
        .filter_map(|item| Some((item, item.key_result()?)));
    let check_ins = plan.items.iter().flat_map(|item| {
        let told = item.measure.as_ref().map(|measure| {
            item.series
                .iter()
                .map(|check_in| check_in_cells(item, measure, check_in))
                .collect()
        });
        told.unwrap_or_else(Vec::new)
    });
    let ids = |about: &[Uid]| {
        let named = plan
            .items
            .iter()
            .filter(|item| about.contains(&item.head.uid));
        Cell::text(named.map(Item::id).collect::<Vec<_>>().join(", "))
    };
    vec![
        Sheet {
            name: "Objectives",
            columns: OBJECTIVE.to_vec(),
            rows: objectives.map(objective_cells).collect(),
        },
        Sheet {
            name: "Key results",
            columns: KEY_RESULT.to_vec(),
            rows: key_results
                .map(|(item, key_result)| key_result_cells(item, &key_result))
                .collect(),
        },
        Sheet {
            name: "Check-ins",
            columns: CHECK_IN.to_vec(),
            rows: check_ins.collect(),
        },
        Sheet {
            name: "Visions",
            columns: VISION.to_vec(),
            rows: plan.visions.iter().map(vision_cells).collect(),
        },
        Sheet {
            name: "Wins",
            columns: vec![
                ("id", 6),
                ("date", 12),
                ("win", 60),
                ("by", 12),
                ("for", 12),
                ("thanks", 20),
                ("uid", 38),
            ],
            rows: plan
                .wins
                .iter()
                .map(|win| {
                    vec![
                        Cell::text(win.id.to_string()),
                        Cell::Day(win.date),
                        Cell::text(&*win.title),
                        word(win.by.as_ref()),
                        ids(&win.about),
                        Cell::text(win.thanks.join(", ")),
                        Cell::text(win.uid.to_string()),
                    ]
                })
                .collect(),
        },
        Sheet {
            name: "Asks",
            columns: vec![
                ("id", 6),
                ("date", 12),
                ("ask", 60),
                ("by", 12),
                ("for", 12),
                ("closed", 12),
                ("answer", 60),
                ("uid", 38),
            ],
            rows: plan
                .asks
                .iter()
                .map(|ask| {
                    vec![
                        Cell::text(ask.id.to_string()),
                        Cell::Day(ask.date),
                        Cell::text(&*ask.title),
                        word(ask.by.as_ref()),
                        ids(&ask.about),
                        ask.closed.map_or(Cell::Empty, Cell::Day),
                        word(ask.answer.as_ref()),
                        Cell::text(ask.uid.to_string()),
                    ]
                })
                .collect(),
        },
    ]
}

fn word(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::text(text.as_str()))
}

/// The cells of a row by the names of its columns; a field that is not typed here is told in words.
fn by_name(
    columns: &[Column],
    fields: &[(&str, String)],
    typed: impl Fn(&str) -> Option<Cell>,
) -> Vec<Cell> {
    let told = |name: &str| {
        let key = if name == "tags" { "tag" } else { name };
        let field = fields.iter().find(|(known, _)| *known == key);
        field.map_or(Cell::Empty, |(_, text)| Cell::text(text.as_str()))
    };
    columns
        .iter()
        .map(|(name, _)| typed(name).unwrap_or_else(|| told(name)))
        .collect()
}

/// What objectives and key results have alike.
fn head_cell(name: &str, item: &Item) -> Option<Cell> {
    let head = &item.head;
    Some(match name {
        "id" => Cell::text(item.id()),
        "title" => Cell::text(&*head.title),
        "weight" => number_cell(head.weight, &Shown::Plain),
        "due" => head.due.map_or(Cell::Empty, Cell::Day),
        "uid" => Cell::text(head.uid.to_string()),
        _ => return None,
    })
}

fn number_cell(value: Option<Quantity>, shown: &Shown) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Number(value, shown.clone()))
}

fn vision_cells(vision: &Vision) -> Vec<Cell> {
    vec![
        Cell::text(vision.id.to_string()),
        Cell::text(&*vision.title),
        word(vision.owner.as_ref()),
        Cell::text(vision.uid.to_string()),
    ]
}

fn objective_cells(item: &Item) -> Vec<Cell> {
    let cycle = item.cycle.as_ref().map(|cycle| &cycle.name);
    by_name(&OBJECTIVE, &outline::head(&item.head), |name| match name {
        "cycle" => Some(word(cycle)),
        "serves" => Some(Cell::text(item.parent().unwrap_or_default())),
        "counts" if item.counts => Some(Cell::text("yes")),
        _ => head_cell(name, item),
    })
}

fn key_result_cells(item: &Item, key_result: &KeyResult) -> Vec<Cell> {
    let measure = &key_result.measure;
    let of = |value: Option<Quantity>| value.map_or(Cell::Empty, |value| typed(value, measure));
    let mut series = item.series.iter().rev();
    let last = series.find(|check_in| check_in.value.is_some());
    let way = Some(measure).filter(|measure| is_a_way(measure));
    let mut fields = outline::measure(measure);
    fields.extend(outline::head(&key_result.head));
    by_name(&KEY_RESULT, &fields, |name| {
        Some(match name {
            "objective id" => Cell::text(item.parent().unwrap_or_default()),
            "unit" => word(measure.unit.as_ref()),
            "start" => of(way.and_then(|measure| measure.start)),
            "target" => of(way.and_then(|measure| measure.goal(measure.start))),
            "low" => of(measure.low),
            "high" => of(measure.high),
            "current" => last.map_or(Cell::Empty, |last| value_cell(last, measure)),
            "date" => last.map_or(Cell::Empty, |last| Cell::Day(last.date)),
            "confidence" => last.map_or(Cell::Empty, confidence_cell),
            _ => return head_cell(name, item),
        })
    })
}

fn confidence_cell(check_in: &CheckIn) -> Cell {
    let given = check_in.confidence.map(|given| i64::from(given).into());
    number_cell(given, &Shown::Plain)
}

fn value_cell(check_in: &CheckIn, measure: &Measure) -> Cell {
    match (&check_in.text, check_in.value) {
        (Some(text), _) => Cell::text(text.as_str()),
        (None, Some(value)) => typed(value, measure),
        (None, None) => Cell::text("unknown"),
    }
}

fn check_in_cells(item: &Item, measure: &Measure, check_in: &CheckIn) -> Vec<Cell> {
    by_name(&CHECK_IN, &[], |name| {
        Some(match name {
            "id" => Cell::text(check_in.id.to_string()),
            "key result id" => Cell::text(item.id()),
            "date" => Cell::Day(check_in.date),
            "value" => value_cell(check_in, measure),
            "confidence" => confidence_cell(check_in),
            "note" => word(check_in.note.as_ref()),
            "blocker" => word(check_in.blocker.as_ref()),
            "uid" => Cell::text(check_in.uid.to_string()),
            _ => return None,
        })
    })
}

fn typed(value: Quantity, measure: &Measure) -> Cell {
    let unit = measure.unit.as_deref().unwrap_or_default();
    match measure.kind {
        Kind::Milestone | Kind::Steps | Kind::Zones => Cell::text(number::text(value, measure)),
        Kind::Currency => Cell::Number(value, Shown::Currency(unit.to_owned())),
        _ if unit == "%" => Cell::Number(value, Shown::Percent),
        _ => Cell::Number(value, Shown::Plain),
    }
}
