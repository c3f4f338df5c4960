//! The records of a cycle in the forms that people and other programs read: outline, Markdown, CSV and
//! XLSX. Which records, and in which order, is the board's answer; nothing is computed here.

use okr_core::domain::check_in::{Ask, CheckIn, Win};
use okr_core::domain::id::Uid;
use okr_core::domain::key_result::KeyResult;
use okr_core::domain::measure::{Kind, Measure};
use okr_core::domain::objective::{Objective, Vision};
use okr_core::domain::quantity::Quantity;
use okr_core::domain::record::Type;
use okr_core::exchange::outline;
use okr_core::exchange::workbook::{self, Cell, Sheet, Shown};
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
        _ if arguments.no_ids => outlined(session, &plan).into_bytes(),
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
    book.read(|connection| okr_core::outline::write(connection, &uids))
}

/// The text that `okr add -` reads: without ids there is nothing to call the record above by.
fn outlined(session: &Session<'_>, plan: &Plan) -> String {
    let context = session.context();
    let mut out = String::new();
    for vision in &plan.visions {
        outline::vision(&mut out, vision);
    }
    let mut cycle = String::new();
    for item in &plan.items {
        if let Some(key_result) = item.key_result() {
            outline::key_result(&mut out, &key_result, &context);
            continue;
        }
        let name = item.cycle.as_ref().map(|cycle| cycle.name.clone());
        let name = name.unwrap_or_default();
        if !out.is_empty() {
            out.push('\n');
        }
        if name != cycle && !name.is_empty() {
            out.push_str(&format!("cycle {name}\n\n"));
            cycle.clone_from(&name);
        }
        let objective = Objective {
            head: item.head.clone(),
            cycle: name,
            counts: false,
        };
        outline::objective(&mut out, &objective);
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

const CSV_COLUMNS: [&str; 18] = [
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
    "uid",
];

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
    for item in &plan.items {
        rows.push(record_row(item));
        let check_ins = item
            .series
            .iter()
            .filter_map(|check_in| Some(check_in_row(check_in, item.measure.as_ref()?)));
        rows.extend(check_ins);
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

fn record_row(item: &Item) -> Vec<String> {
    let head = &item.head;
    let of = |text: Option<&String>| guarded(text.map(String::as_str).unwrap_or_default());
    let measure = item.measure.as_ref();
    let figure = |value: Option<Quantity>| {
        measure
            .zip(value)
            .map(|(measure, value)| plain(value, measure))
            .unwrap_or_default()
    };
    vec![
        if item.kind == Type::Objective {
            "objective"
        } else {
            "kr"
        }
        .to_owned(),
        item.id(),
        guarded(&head.title),
        item.parent().unwrap_or_default().to_owned(),
        of(head.owner.as_ref()),
        of(head.team.as_ref()),
        guarded(
            item.cycle
                .as_ref()
                .map(|cycle| cycle.name.as_str())
                .unwrap_or_default(),
        ),
        guarded(&head.tags.join(", ")),
        head.weight
            .map(|weight| weight.to_string())
            .unwrap_or_default(),
        head.due.map(|due| due.to_string()).unwrap_or_default(),
        of(measure.and_then(|measure| measure.unit.as_ref())),
        figure(
            measure
                .filter(|measure| is_a_way(measure))
                .and_then(|measure| measure.start),
        ),
        figure(
            measure
                .filter(|measure| is_a_way(measure))
                .and_then(|measure| measure.goal(measure.start)),
        ),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        head.uid.to_string(),
    ]
}

fn check_in_row(check_in: &CheckIn, measure: &Measure) -> Vec<String> {
    let mut row = vec![String::new(); CSV_COLUMNS.len()];
    let mut set = |name: &str, text: String| {
        if let Some(cell) = CSV_COLUMNS
            .iter()
            .position(|column| *column == name)
            .and_then(|place| row.get_mut(place))
        {
            *cell = text;
        }
    };
    set("type", "checkin".to_owned());
    set("id", check_in.id.to_string());
    let value = match (&check_in.text, check_in.value) {
        (Some(text), _) => guarded(text),
        (None, Some(value)) => plain(value, measure),
        (None, None) => "unknown".to_owned(),
    };
    set("current", value);
    set("date", check_in.date.to_string());
    set(
        "confidence",
        check_in
            .confidence
            .map(|confidence| confidence.to_string())
            .unwrap_or_default(),
    );
    set(
        "note",
        guarded(check_in.note.as_deref().unwrap_or_default()),
    );
    set("uid", check_in.uid.to_string());
    row
}

/// A measure that goes from a start to a target.
fn is_a_way(measure: &Measure) -> bool {
    !matches!(
        measure.kind,
        Kind::Hold | Kind::Milestone | Kind::Steps | Kind::Zones | Kind::Unknown
    )
}

/// A bare number, with its percent sign; words where a number would say less.
fn plain(value: Quantity, measure: &Measure) -> String {
    match measure.kind {
        Kind::Milestone | Kind::Steps | Kind::Zones => number::text(value, measure),
        _ if measure.unit.as_deref() == Some("%") => format!("{value}%"),
        _ => value.to_string(),
    }
}

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
            columns: vec![
                ("id", 6),
                ("title", 50),
                ("owner", 12),
                ("team", 12),
                ("cycle", 10),
                ("serves", 8),
                ("tags", 16),
                ("weight", 8),
                ("due", 12),
                ("uid", 38),
            ],
            rows: objectives.map(objective_cells).collect(),
        },
        Sheet {
            name: "Key results",
            columns: vec![
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
                ("uid", 38),
            ],
            rows: key_results
                .map(|(item, key_result)| key_result_cells(item, &key_result))
                .collect(),
        },
        Sheet {
            name: "Check-ins",
            columns: vec![
                ("id", 6),
                ("key result id", 13),
                ("date", 12),
                ("value", 12),
                ("confidence", 11),
                ("note", 60),
                ("blocker", 40),
                ("uid", 38),
            ],
            rows: check_ins.collect(),
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
                    ]
                })
                .collect(),
        },
    ]
}

fn word(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::text(text.as_str()))
}

fn objective_cells(item: &Item) -> Vec<Cell> {
    let head = &item.head;
    vec![
        Cell::text(item.id()),
        Cell::text(&*head.title),
        word(head.owner.as_ref()),
        word(head.team.as_ref()),
        Cell::text(
            item.cycle
                .as_ref()
                .map(|cycle| cycle.name.clone())
                .unwrap_or_default(),
        ),
        Cell::text(item.parent().unwrap_or_default()),
        Cell::text(head.tags.join(", ")),
        head.weight
            .map_or(Cell::Empty, |weight| Cell::Number(weight, Shown::Plain)),
        head.due.map_or(Cell::Empty, Cell::Day),
        Cell::text(head.uid.to_string()),
    ]
}

fn key_result_cells(item: &Item, key_result: &KeyResult) -> Vec<Cell> {
    let (head, measure) = (&key_result.head, &key_result.measure);
    let of = |value: Option<Quantity>| value.map_or(Cell::Empty, |value| typed(value, measure));
    let last = item
        .series
        .iter()
        .rev()
        .find(|check_in| check_in.value.is_some());
    let way = Some(measure).filter(|measure| is_a_way(measure));
    vec![
        Cell::text(item.id()),
        Cell::text(item.parent().unwrap_or_default()),
        Cell::text(&*head.title),
        word(head.owner.as_ref()),
        word(head.team.as_ref()),
        Cell::text(measure.kind.name()),
        word(measure.unit.as_ref()),
        of(way.and_then(|measure| measure.start)),
        of(way.and_then(|measure| measure.goal(measure.start))),
        of(measure.low),
        of(measure.high),
        of(last.and_then(|check_in| check_in.value)),
        last.map_or(Cell::Empty, |check_in| Cell::Day(check_in.date)),
        last.and_then(|check_in| check_in.confidence)
            .map_or(Cell::Empty, |confidence| {
                Cell::Number(i64::from(confidence).into(), Shown::Plain)
            }),
        Cell::text(head.tags.join(", ")),
        head.weight
            .map_or(Cell::Empty, |weight| Cell::Number(weight, Shown::Plain)),
        head.due.map_or(Cell::Empty, Cell::Day),
        Cell::text(head.uid.to_string()),
    ]
}

fn check_in_cells(item: &Item, measure: &Measure, check_in: &CheckIn) -> Vec<Cell> {
    let value = match (&check_in.text, check_in.value) {
        (Some(text), _) => Cell::text(text.as_str()),
        (None, Some(value)) => typed(value, measure),
        (None, None) => Cell::Empty,
    };
    vec![
        Cell::text(check_in.id.to_string()),
        Cell::text(item.id()),
        Cell::Day(check_in.date),
        value,
        check_in.confidence.map_or(Cell::Empty, |confidence| {
            Cell::Number(i64::from(confidence).into(), Shown::Plain)
        }),
        word(check_in.note.as_ref()),
        word(check_in.blocker.as_ref()),
        Cell::text(check_in.uid.to_string()),
    ]
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
