//! The rules of objectives, key results and check-ins as plain data and pure functions.
//! Nothing here reads a file, a clock or a terminal.

pub mod assess;
pub mod calibration;
pub mod check_in;
pub mod cycle;
pub mod id;
pub mod key_result;
pub mod measure;
pub mod objective;
pub mod quantity;
pub mod record;
pub mod review;
