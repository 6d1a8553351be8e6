//! Bringing tables in (导入) and taking lists out (导出).
//!
//! An import is a job in the background. It reads the file, then goes through its rows in chunks: each chunk and how far
//! the import is are committed together, so that a process that ends in the middle loses nothing and doubles nothing.
//! Each row goes the way of the form: the same rules, the same use cases, the same events.

mod directing;
mod export;
mod faulty;
mod figures;
mod filing;
mod import;
mod registering;
mod run;
mod table;
mod template;

pub(crate) use export::note_whole;
pub use export::{Exported, activities, organizations};
pub use figures::statistics;
pub use import::{cancel, faulty_rows, list, rows, show, start};
pub(crate) use run::{Run, run};
pub use template::template;

/// Days for which rows with faults are kept; their counts stay.
pub(crate) const ROWS_KEPT: i64 = 30;
