//! Recommendation (推优): applying, the lists of each level, choosing and ordering, scores.

mod apply;
mod below;
mod desk;
mod directing;
mod lists;
mod overview;
mod score;
mod scoring;
mod status;

pub use apply::{Candidate, Recommend};
pub use desk::ShowPage;
pub use lists::ListPage;
pub use scoring::{ScoringPage, ScoringsPage};
pub use status::{subject_name, title_of};

use domain::id::ListId;

/// Where the page of a list is.
pub fn href(id: ListId) -> String {
    format!("/recommendations/{id}")
}
