//! The papers the platform issues: certificates as PDF, tables as spreadsheets, official documents as docx.
//!
//! **Invariants**
//! - The same data give the same bytes: there is no clock and no randomness in here.
//! - Nothing is lost silently. A character that no font can draw, or a text that does not fit at the smallest type,
//!   is an error that says which.
//! - Text that somebody typed never becomes a formula: every table writes it through [`cell::text`].
//! - Fonts are read once ([`Fonts::find`]) and shared by threads; a certificate holds only the characters it uses.
//!
//! Making a paper takes the processor for some milliseconds: call it on a blocking thread.
//!
//! It knows neither SQL nor the web framework nor the rules of the platform.
//!
//! In reading order:

pub mod fonts;

pub mod certificate;

pub mod cell;
pub mod list;
pub mod recommendation;
pub mod summary;
pub mod template;

pub mod official;

pub use certificate::{Certificate, RenderError, certificate};
pub use fonts::{FontError, Fonts};
pub use list::{ListCell, ListColumn, ListWriter};
pub use official::{DocumentError, OfficialDocument, Section, chinese_date, official};
pub use recommendation::{RecommendationRow, RecommendationSheet, SheetError, SubjectKind, recommendations};
pub use template::{Template, TemplateColumn, template};
