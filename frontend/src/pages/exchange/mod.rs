//! Bringing tables in (导入), and taking lists out (导出).

mod export;
mod faults;
mod list;
mod new;
mod show;

pub use export::ExportButton;
pub use list::ListPage;
pub use show::ShowPage;

use domain::access::Role;
use domain::exchange::{Import, ImportKind, ImportState};
use domain::id::ImportId;
use leptos::prelude::*;

use crate::api::Answer;
use crate::download;
use crate::i18n::{exchange as words, t};
use crate::ui::{Badge, Tone, toast};

pub const LIST: &str = "/imports";

/// Those who bring tables in: activities of their organisations, or what is their region's.
pub const IMPORTING: &[Role] = &[
    Role::Organizer,
    Role::OrgAdmin,
    Role::CountyAdmin,
    Role::CityAdmin,
    Role::ProvinceReviewer,
    Role::NationalReviewer,
];

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn href(id: ImportId) -> String {
    format!("{LIST}/{id}")
}

/// Has the browser save a workbook that the API answered.
fn save(answer: Answer<Vec<u8>>, name: &str) {
    match answer {
        Ok(bytes) if download::save(&bytes, XLSX, name) => {}
        Ok(_) => toast::failure(t(words::NOT_SAVED)),
        Err(failure) => toast::failure(failure.message()),
    }
}

fn template_name(kind: ImportKind) -> String {
    format!("{}导入模板.xlsx", kind.name())
}

#[component]
fn StateBadge(import: Import) -> impl IntoView {
    let tone = match import.state {
        ImportState::Waiting | ImportState::Checking | ImportState::Importing => Tone::Accent,
        ImportState::Finished if import.faulty > 0 => Tone::Warning,
        ImportState::Finished => Tone::Good,
        ImportState::Failed => Tone::Bad,
        ImportState::Cancelled => Tone::Neutral,
    };
    view! { <Badge tone>{t(words::state(import.state))}</Badge> }
}
