//! What stands around a sentence in a list: its label, priority, owner and score. The sentence that is
//! left is a piece of the line, byte for byte.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Objective,
    KeyResult,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Labelled<'a> {
    pub kind: Option<Label>,
    pub id: Option<String>,
    pub title: &'a str,
    pub owner: Option<&'a str>,
    pub tags: Vec<&'a str>,
    pub score: Option<&'a str>,
}

const NAMES: [(&str, Label); 14] = [
    ("key result", Label::KeyResult),
    ("schlüsselergebnis", Label::KeyResult),
    ("kernergebnis", Label::KeyResult),
    ("ergebnis", Label::KeyResult),
    ("key-result", Label::KeyResult),
    ("keyresult", Label::KeyResult),
    ("objective", Label::Objective),
    ("goal", Label::Objective),
    ("ziel", Label::Objective),
    ("okr", Label::Objective),
    ("kr", Label::KeyResult),
    ("kpi", Label::KeyResult),
    ("k", Label::KeyResult),
    ("o", Label::Objective),
];

pub(super) fn read(text: &str) -> Labelled<'_> {
    let mut read = Labelled {
        title: text.trim(),
        ..Labelled::default()
    };
    for _ in 0..8 {
        let before = read.title.len();
        read.title = unwrapped(read.title);
        if read.kind.is_none() {
            named(&mut read);
        }
        if read.kind.is_none() {
            behind_signs(&mut read);
        }
        front(&mut read);
        tail(&mut read);
        if read.title.len() == before {
            break;
        }
    }
    read
}

/// Without emphasis around all of it, or around its label.
fn unwrapped(text: &str) -> &str {
    for mark in ["**", "__", "*", "_"] {
        let Some(inside) = text.strip_prefix(mark) else {
            continue;
        };
        if let Some(whole) = inside.strip_suffix(mark).or_else(|| {
            inside
                .strip_suffix(':')
                .and_then(|rest| rest.strip_suffix(mark))
        }) && !whole.contains(mark)
        {
            return whole.trim();
        }
    }
    text
}

/// `🚀 Objective 1: …`: signs before a label are not of the sentence. Without a label they are.
fn behind_signs(read: &mut Labelled<'_>) {
    let bare = read.title.trim_start_matches(is_sign);
    if bare.len() == read.title.len() {
        return;
    }
    let mut inner = Labelled {
        title: unwrapped(bare.trim_start()),
        ..Labelled::default()
    };
    named(&mut inner);
    if inner.kind.is_some() {
        (read.kind, read.id, read.title) = (inner.kind, inner.id, inner.title);
    }
}

/// Emojis and other pictures, with what joins and colours them.
fn is_sign(sign: char) -> bool {
    matches!(sign, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}')
}

/// Signs at the end that say how it stands.
fn is_state(sign: char) -> bool {
    matches!(
        sign,
        '🟢' | '🟡'
            | '🟠'
            | '🔴'
            | '⚪'
            | '🔵'
            | '✅'
            | '☑'
            | '✔'
            | '❌'
            | '⛔'
            | '⚠'
            | '🚧'
            | '\u{fe0f}'
    )
}

fn named(read: &mut Labelled<'_>) {
    let text = read.title.trim_start_matches(['*', '_', '[']);
    let low: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    for (name, kind) in NAMES {
        if !low.starts_with(name) {
            continue;
        }
        let Some(rest) = text.get(name.len()..) else {
            continue;
        };
        let number = rest.len()
            - rest
                .trim_start_matches([' ', '#'])
                .trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.')
                .len();
        let digits = rest
            .get(..number)
            .unwrap_or_default()
            .trim_matches([' ', '#', '.']);
        if name.len() == 1
            && (digits.is_empty() || rest.starts_with([' ', '.']))
            && !rest.starts_with(": ")
        {
            continue;
        }
        let mut after = rest.get(number..).unwrap_or_default().trim_start();
        if let Some((_, behind)) = after
            .strip_prefix('(')
            .and_then(|inside| inside.split_once(')'))
            .filter(|(inside, _)| inside.len() < 24)
        {
            after = behind.trim_start();
        }
        let bare = after.trim_start_matches(['*', '_', ']', ' ']);
        let sign = bare
            .strip_prefix([':', '–', '—', ')'])
            .or_else(|| bare.strip_prefix("- "));
        let spaced = !digits.is_empty()
            && name.len() <= 3
            && rest
                .get(number..)
                .is_some_and(|rest| rest.starts_with([' ', '*', ']']));
        let Some(title) = sign.or(spaced.then_some(bare)) else {
            continue;
        };
        read.kind = Some(kind);
        if !digits.is_empty() {
            read.id = Some(format!(
                "{}{digits}",
                if kind == Label::Objective { 'O' } else { 'K' }
            ));
        }
        read.title = title.trim_start_matches(['*', '_', ' ', '\t']).trim();
        // `**KR1: sentence**` opened before the label.
        if read.title.ends_with("**") && read.title.matches("**").count() == 1 {
            read.title = read.title.trim_end_matches('*').trim_end();
        }
        return;
    }
}

fn is_priority(word: &str) -> bool {
    word.len() == 2
        && word.starts_with(['P', 'p'])
        && word.ends_with(|level: char| level.is_ascii_digit() || level == 'X')
}

fn front<'a>(read: &mut Labelled<'a>) {
    let text: &'a str = read.title;
    if let Some((inside, after)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && !after.starts_with('(')
        && (!after.starts_with('[') || is_priority(inside) || after.starts_with("[P"))
        && after.trim().len() > 3
        && !inside.contains([' ', '*', '<'])
        && !inside.is_empty()
    {
        match inside.trim_start_matches('@') {
            tag if is_priority(tag)
                || (!inside.starts_with('@') && tag.chars().all(|sign| !sign.is_lowercase())) =>
            {
                read.tags.push(tag)
            }
            owner if read.owner.is_none() => read.owner = Some(owner),
            _ => return,
        }
        read.title = after.trim();
        return;
    }
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let bare = word.trim_matches(['`', '*', ':', '(', ')']);
    let rest = rest.trim_start();
    let dashed = rest.strip_prefix(['-', '–', ':']).map(str::trim_start);
    if is_priority(bare) && (dashed.is_some() || bare != word) {
        read.tags.push(bare);
        read.title = dashed.unwrap_or(rest);
    } else if let (Some(owner), Some(rest)) = (
        word.strip_prefix('@').filter(|owner| !owner.is_empty()),
        dashed.or(word.ends_with(':').then_some(rest)),
    ) && read.owner.is_none()
    {
        read.owner = Some(owner.trim_end_matches(':'));
        read.title = rest;
    }
}

fn tail<'a>(read: &mut Labelled<'a>) {
    let text: &'a str = read.title;
    let bare = text.trim_end_matches(is_state);
    if bare.len() < text.len() && !bare.trim().is_empty() && read.score.is_none() {
        read.score = text.get(bare.len()..);
        read.title = bare.trim_end();
        return;
    }
    if let Some((head, score)) = text
        .rsplit_once("=>")
        .or_else(|| text.rsplit_once(" - "))
        .or_else(|| text.rsplit_once(" – "))
        && read.score.is_none()
        && !head.trim().is_empty()
        && (is_score(score)
            || (text.contains("=>")
                && score
                    .trim_start()
                    .split(' ')
                    .next()
                    .is_some_and(|word| word.ends_with('%'))))
        && !head
            .trim_end()
            .ends_with(|sign: char| sign.is_ascii_digit())
        && !(text.contains("=>") && head.trim_end().ends_with('%') && score.contains('%'))
    {
        read.score = Some(score.trim());
        read.title = head.trim_end();
        return;
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        let Some((head, inside)) = text
            .strip_suffix(close)
            .and_then(|rest| rest.rsplit_once(open))
        else {
            continue;
        };
        if head.trim().is_empty() || inside.trim().is_empty() {
            continue;
        }
        let names = |inside: &str| {
            inside.split(' ').count() <= 2
                && inside.split(' ').all(|word| {
                    word.chars().next().is_some_and(char::is_uppercase)
                        && word.chars().skip(1).all(|sign| sign.is_lowercase())
                        && word.chars().count() > 1
                })
        };
        if is_priority(inside)
            || (open == '['
                && !inside.contains(' ')
                && inside
                    .chars()
                    .all(|sign| sign.is_uppercase() || sign.is_ascii_digit() || sign == '-'))
        {
            read.tags.push(inside);
        } else if is_score(inside) && read.score.is_none() {
            read.score = Some(inside);
        } else if let Some(owner) = inside
            .strip_prefix('@')
            .or(names(inside).then_some(inside))
            .filter(|_| open == '(' && read.owner.is_none())
        {
            read.owner = Some(owner);
        } else {
            return;
        }
        read.title = head.trim_end();
        return;
    }
    if let Some((head, owner)) = text.rsplit_once(" @")
        && read.owner.is_none()
        && !owner.is_empty()
        && !owner.contains(' ')
    {
        read.owner = Some(owner);
        read.title = head.trim_end().trim_end_matches(['-', '–', ',']).trim_end();
    }
}

/// `0.7`, `1.0`, `70%`, `🟢 70%`: a share of the way, never a number above one.
fn is_score(text: &str) -> bool {
    let text = text
        .trim()
        .trim_start_matches(is_state)
        .trim_start_matches("Score")
        .trim_start_matches([':', ' ']);
    let decimal = text.len() <= 4
        && text.contains(['.', ','])
        && text
            .replace(',', ".")
            .parse::<f32>()
            .is_ok_and(|score| (0.0..=1.0).contains(&score));
    decimal
        || text
            .strip_suffix('%')
            .is_some_and(|number| number.trim().parse::<u16>().is_ok())
}
