use std::io::Read;
fn main() {
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).expect("in");
    for l in s.lines() {
        let r = okr_core::capture::sentence::read(l);
        println!(
            "{l}\n   => {} | {} | unit {:?} start {:?} low/high {:?}/{:?}",
            r.measure.kind.name(),
            okr_core::capture::sentence::describe(&r.measure),
            r.measure.unit,
            r.measure.start.map(|q| q.to_string()),
            r.measure.low.map(|q| q.to_string()),
            r.measure.high.map(|q| q.to_string())
        );
        if !r.questions.is_empty() {
            println!("   ? {:?}", r.questions);
        }
        if !r.warnings.is_empty() {
            println!("   ! {:?}", r.warnings);
        }
    }
}
