//! The verbs and nouns of change that are known, in their forms. Where one of them is a verb is decided
//! in `verb`.

use super::verb::{Class, Inflection};

const FALLING: &str = " narrow tighten lose shed pay repay reduce cut lower decrease drop shrink halve minimize minimise shorten slash trim decline fall ";
const RISING: &str = " increase improve grow raise boost lift expand maximize maximise accelerate strengthen scale enhance \
    extend elevate climb rise optimize optimise broaden double triple quadruple bump push ";
const REACHING: &str = " reach achieve hit bring be go have move shift drive take attain get become rank score exceed obtain gain earn generate land surpass beat \
    collect ";
const HOLDING: &str = " keep maintain stay preserve protect retain remain sustain hold ";
const CAPPING: &str = " limit cap ";
const OUTPUT: &str = " publish hire run interview close sign ship write save win acquire recruit onboard launch release \
    deliver create build implement develop design add set complete finish conduct host organize organise deploy migrate \
    document identify define establish draft produce record train certify sell book secure source submit present \
    attend meet open test survey visit introduce integrate automate redesign rewrite refactor fix resolve remove retire \
    archive prepare plan roll review audit map gather form execute co-host partner install enable activate convert \
    engage contact call teach mentor coach pilot prototype print send plant triage prioritize prioritise port capture \
    update do finalize finalise adopt pass evaluate decide upgrade replace set-up rollout kick start begin agree validate \
    renew hold-event cross-post post donate collect-feedback announce merge propose assess analyze analyse negotiate \
    consolidate standardize standardise configure switch transfer translate upload invite select appoint promote \
    award file register celebrate answer respond reply ";

/// German verbs as they stand in key results; clear in any position.
pub(super) const GERMAN: [(Class, &str); 6] = [
    (
        Class::Falling,
        " reduktion reduzierung senkung verringerung verkürzung minderung verliere verliert rückgang abnehmen verlieren senken reduzieren verringern verkürzen vermindern halbieren kürzen abbauen minimieren senkt reduziert verringert \
        verkürzt gesenkt halbiert senke reduziere verringere verkürze halbiere ",
    ),
    (
        Class::Rising,
        " erhöhen steigern verbessern ausbauen wachsen vergrössern vergrößern anheben optimieren erhöht steigert \
        verbessert gesteigert verdoppeln verdreifachen verdoppelt steigere erhöhe verbessere verdopple verdreifache wachstum netto-wachstum zunahme steigerung erhöhung zuwachs ",
    ),
    (
        Class::Reaching,
        " erreichen erzielen erreicht erzielt erzielen beträgt erreiche ",
    ),
    (
        Class::Holding,
        " halten behalten bewahren beibehalten hält bleibt bleiben halte ",
    ),
    (Class::Capping, " begrenzen deckeln "),
    (
        Class::Output,
        " veröffentlichen publizieren produzieren gewinnen schreiben einstellen anstellen durchführen erstellen umsetzen \
        einführen implementieren definieren lancieren liefern abschliessen abschließen bauen entwickeln organisieren \
        verkaufen unterschreiben speichern sparen einsparen schulen migrieren dokumentieren gewinnt platzieren führen \
        legen planen bieten verankern weiten setzen entwerfen veröffentlicht publiziert produziert gewonnen geschrieben \
        eingestellt durchgeführt erstellt umgesetzt eingeführt implementiert definiert lanciert geliefert abgeschlossen \
        gebaut entwickelt organisiert verkauft migriert dokumentiert gemacht ausgewertet verabschiedet geplant \
        entworfen untersucht eingepflegt aufgesetzt ausgeweitet kommuniziert verarbeitet befragt besetzt abgeholt \
        geschult testen befragen interviewen akquirieren anwerben starten eröffnen abgelöst ablösen gewinne veröffentliche schreibe führe ",
    ),
];

const IRREGULAR: [(&str, &str); 18] = [
    ("built", "build"),
    ("wrote", "write"),
    ("written", "write"),
    ("ran", "run"),
    ("kept", "keep"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("won", "win"),
    ("got", "get"),
    ("sold", "sell"),
    ("sent", "send"),
    ("met", "meet"),
    ("held", "hold"),
    ("became", "become"),
    ("rose", "rise"),
    ("fell", "fall"),
    ("taught", "teach"),
    ("done", "do"),
];

/// A noun for a change, alone or at the end of a German compound; true when it falls.
pub(super) fn change_noun(low: &str) -> Option<bool> {
    const FALLS: [&str; 7] = [
        "reduktion",
        "reduzierung",
        "senkung",
        "verringerung",
        "verkürzung",
        "rückgang",
        "einsparung",
    ];
    const RISES: [&str; 5] = ["steigerung", "erhöhung", "wachstum", "zunahme", "zuwachs"];
    let ends = |list: &[&str]| list.iter().any(|ending| low.ends_with(ending));
    if ends(&FALLS) || contains(" reduction decrease drop decline cut ", low) {
        return Some(true);
    }
    (ends(&RISES) || contains(" increase growth rise improvement uplift gain ", low))
        .then_some(false)
}

pub(super) fn contains(list: &str, word: &str) -> bool {
    !word.is_empty() && list.contains(&format!(" {word} "))
}

fn class_of(base: &str) -> Option<Class> {
    [
        (Class::Falling, FALLING),
        (Class::Rising, RISING),
        (Class::Reaching, REACHING),
        (Class::Holding, HOLDING),
        (Class::Capping, CAPPING),
        (Class::Output, OUTPUT),
    ]
    .into_iter()
    .find_map(|(class, list)| contains(list, base).then_some(class))
}

pub(super) fn english(low: &str) -> Option<(Class, Inflection)> {
    if let Some(class) = class_of(low) {
        return Some((class, Inflection::Base));
    }
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == low) {
        return Some((class_of(base)?, Inflection::Past));
    }
    let endings = [
        ("ies", "y", Inflection::Base),
        ("es", "", Inflection::Base),
        ("s", "", Inflection::Base),
        ("ied", "y", Inflection::Past),
        ("ed", "", Inflection::Past),
        ("d", "", Inflection::Past),
        ("ing", "", Inflection::Ing),
        ("ing", "e", Inflection::Ing),
    ];
    for (ending, replacement, inflection) in endings {
        let Some(stem) = low.strip_suffix(ending) else {
            continue;
        };
        if let Some(class) = class_of(&format!("{stem}{replacement}")) {
            return Some((class, inflection));
        }
        let mut letters = stem.chars().rev();
        let doubled = letters
            .next()
            .zip(letters.next())
            .is_some_and(|(last, before)| last == before && last.is_ascii());
        if doubled
            && inflection != Inflection::Base
            && let Some(class) = class_of(&stem[..stem.len() - 1])
        {
            return Some((class, inflection));
        }
    }
    None
}
