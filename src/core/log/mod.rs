//! What happened, as immutable ops. The state of a record is a pure function of the set of its ops:
//! their order, repetition and grouping into deliveries cannot matter. Nothing here knows SQL.

pub mod clock;
pub mod op;
pub mod register;
pub mod standing;
