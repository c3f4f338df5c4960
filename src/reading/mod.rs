//! Texts that hold several records: an outline of new ones, a batch of check-ins. They are read the same
//! from a pipe, a file and the clipboard; what they mean is the core's, and nothing is written here.

pub mod batch;
pub mod outline;
