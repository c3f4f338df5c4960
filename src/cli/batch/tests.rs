//! A batch of check-ins from its first line to what is told about it.
