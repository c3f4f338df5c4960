//! Placeholder: replaced by the assessment.
