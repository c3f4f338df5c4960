//! A bar of progress with a tick where the plan expects it to be.

use okr_core::domain::assess::Status;

use super::{Document, signs};
use crate::words::progress;

const WIDTH: u32 = 96;
const HEIGHT: u32 = 12;

impl Document {
    pub(super) fn bar(
        &mut self,
        id: &str,
        done: Option<f64>,
        expected: Option<f64>,
        status: Status,
    ) -> String {
        let described = match expected {
            Some(expected) => format!(
                "{} done, {} expected by now, {}",
                progress::share(done),
                progress::share(Some(expected)),
                status.name()
            ),
            None => format!("{} done, {}", progress::share(done), status.name()),
        };
        let mut out = self.opened(WIDTH, HEIGHT, &format!("Progress of {id}"), &described);
        let place = |share: f64| share.clamp(0.0, 1.0) * f64::from(WIDTH);
        out.push_str(&format!(
            "<rect y=\"2\" width=\"{WIDTH}\" height=\"8\" rx=\"2\" class=\"track\"/>"
        ));
        let filled = place(done.unwrap_or_default());
        if filled > 0.0 {
            let fill = signs::name(status);
            let fill = match fill {
                "none" => "class=\"edge\"".to_owned(),
                name => {
                    format!("fill=\"url(#p-{name})\" stroke=\"var(--{name})\" stroke-width=\".8\"")
                }
            };
            out.push_str(&format!(
                "<rect y=\"2\" width=\"{filled:.1}\" height=\"8\" rx=\"2\" {fill}/>"
            ));
        }
        if let Some(expected) = expected {
            let at = place(expected).clamp(1.0, f64::from(WIDTH) - 1.0);
            out.push_str(&format!(
                "<path d=\"M{at:.1} 0V{HEIGHT}\" class=\"cut\" stroke-width=\"4\"/><path d=\"M{at:.1} 0V{HEIGHT}\" class=\"ink\" stroke-width=\"1.6\"/>"
            ));
        }
        out.push_str("</svg>");
        out
    }
}
