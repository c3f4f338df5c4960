//! What stands for a status: a shape, a pattern and a colour, always beside its word, so that none of them
//! is needed to read it.

use okr_core::domain::assess::Status;

/// The name of a status in the style sheet and among the patterns.
pub(super) fn name(status: Status) -> &'static str {
    match status {
        Status::Ahead => "ahead",
        Status::On | Status::Done => "on",
        Status::Watch => "watch",
        Status::Behind => "behind",
        Status::Stale => "stale",
        Status::NoData | Status::Closed => "none",
    }
}

/// Patterns for bars, in ink over the colour of the status: what is printed in grey still differs.
pub(super) fn definitions() -> String {
    let pattern = |name: &str, size: u32, drawn: &str| {
        format!(
            "<pattern id=\"p-{name}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"{size}\" height=\"{size}\" class=\"f-{name}\"/>{drawn}</pattern>"
        )
    };
    let cut = "class=\"cut\" stroke-width=\"1.2\"";
    let all = [
        pattern("ahead", 6, &format!("<path d=\"M1 0l3 3l-3 3\" {cut}/>")),
        pattern("on", 6, ""),
        pattern("watch", 6, &format!("<path d=\"M-1 1l2-2M0 6l6-6M5 7l2-2\" {cut}/>")),
        pattern("behind", 5, "<circle cx=\"2.5\" cy=\"2.5\" r=\"1\" class=\"paper\"/>"),
        pattern("stale", 4, &format!("<path d=\"M0 2h4\" {cut}/>")),
        "<pattern id=\"p-likely\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><path d=\"M-1 1l2-2M0 5l5-5M4 6l2-2\" class=\"edge\" stroke-width=\".8\"/></pattern>".to_owned(),
    ];
    format!(
        "<svg class=\"hide\" aria-hidden=\"true\" focusable=\"false\"><defs>{}</defs></svg>\n",
        all.concat()
    )
}

/// The shape alone, 12 wide and high, its middle in the origin.
pub(super) fn shape(status: Status) -> String {
    let fill = name(status);
    match status {
        Status::Ahead => format!("<path d=\"M0-5L5.4 4.4H-5.4Z\" class=\"f-{fill}\"/>"),
        Status::On => format!("<circle r=\"4.8\" class=\"f-{fill}\"/>"),
        Status::Watch => format!("<path d=\"M0-5.6L5.6 0L0 5.6L-5.6 0Z\" class=\"f-{fill}\"/>"),
        Status::Behind => format!("<path d=\"M0 5L5.4-4.4H-5.4Z\" class=\"f-{fill}\"/>"),
        Status::Done => format!(
            "<circle r=\"5.4\" class=\"f-{fill}\"/><path d=\"M-2.6 .2L-.7 2.2L2.7-2\" class=\"cut\" stroke-width=\"1.6\"/>"
        ),
        Status::Stale => {
            format!("<rect x=\"-4.4\" y=\"-4.4\" width=\"8.8\" height=\"8.8\" class=\"f-{fill}\"/>")
        }
        Status::NoData => {
            "<circle r=\"4.4\" class=\"edge\" stroke-width=\"1.4\" stroke-dasharray=\"2 1.6\"/>"
                .to_owned()
        }
        Status::Closed => "<path d=\"M-4 0H4\" class=\"edge\" stroke-width=\"1.8\"/>".to_owned(),
    }
}

/// The shape in front of its word.
pub(super) fn sign(status: Status) -> String {
    format!(
        "<svg viewBox=\"-6 -6 12 12\" width=\"12\" height=\"12\" aria-hidden=\"true\">{}</svg>",
        shape(status)
    )
}
