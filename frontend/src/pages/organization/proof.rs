//! Proof (证明材料): giving it, and looking at it.

use domain::id::MediaId;
use domain::media::{Media, MediaKind, bytes};
use leptos::prelude::*;

use super::opened::use_opened;
use crate::api::media;
use crate::fetched::Fetched;
use crate::i18n::{activity, organization, t, tf};
use crate::pages::uploads::{UploadArea, Uploads};
use crate::ui::{Button, ButtonKind, Card, Fault, Icon, IconName, next_id};

/// Files that are given with a form. `Copy`.
#[derive(Clone, Copy)]
pub struct Proofs {
    files: RwSignal<Vec<Media>>,
    uploads: Uploads,
}

impl Proofs {
    pub fn new() -> Self {
        let files = RwSignal::new(Vec::<Media>::new());
        let last = StoredValue::new(0_u32);
        let next = Callback::new(move |()| {
            last.update_value(|n| *n += 1);
            last.get_value()
        });
        let arrived = Callback::new(move |(_, file): (u32, Media)| files.update(|all| all.push(file)));
        Self {
            files,
            uploads: Uploads::new(MediaKind::Proof, next, arrived),
        }
    }
    pub fn ids(self) -> Vec<MediaId> {
        self.files
            .with_untracked(|all| all.iter().map(|f| f.id).collect())
    }
    pub fn is_busy(self) -> bool {
        self.uploads.is_busy()
    }
    pub fn any(self) -> bool {
        self.files.with(|all| !all.is_empty())
    }
}

#[component]
pub fn ProofField(
    proofs: Proofs,
    fault: Fault,
    /// Stands under a heading that says the same.
    #[prop(optional)]
    headed: bool,
) -> impl IntoView {
    let hint = next_id("proof-hint");
    let described = hint.clone();
    let line = move |file: Media| {
        let id = file.id;
        let name = file.file_name.clone();
        view! {
            <li class="row">
                <Icon name=IconName::Check/>
                <span class="row-title">{file.file_name}</span>
                <span class="row-note">{bytes(file.size)}</span>
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || {
                    proofs.files.update(|all| all.retain(|f| f.id != id));
                }>
                    {t(activity::REMOVE)}<span class="visually-hidden">" "{name}</span>
                </Button>
            </li>
        }
    };
    view! {
        <div class="field proof-field">
            <span class="field-label" class:visually-hidden=headed>{t(organization::PROOF)}</span>
            <p class="field-hint" id=hint>{t(organization::PROOF_HINT)}</p>
            <UploadArea
                uploads=proofs.uploads drop=organization::PROOF_DROP choose=organization::PROOF_CHOOSE describedby=described
            />
            {move || proofs.any().then(|| view! {
                <ul class="rows">{proofs.files.get().into_iter().map(line).collect_view()}</ul>
            })}
            <div class="field-fault" aria-live="polite">
                {move || fault.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
            </div>
        </div>
    }
}

/// What was given, for members and the officials in charge.
#[component]
pub fn ProofCard() -> impl IntoView {
    let opened = use_opened();
    let files = Memo::new(move |_| opened.o.with(|o| o.proof_media_ids.clone()));
    view! {
        <Card title=t(organization::PROOF)>
            {move || {
                let files = files.get();
                if files.is_empty() {
                    return view! { <p class="page-note">{t(organization::PROOF_NONE)}</p> }.into_any();
                }
                view! {
                    <ul class="proof-files">
                        {files.into_iter().map(|id| view! { <li><ProofFile id/></li> }).collect_view()}
                    </ul>
                    <p class="field-hint">{t(organization::PROOF_PRIVATE)}</p>
                }.into_any()
            }}
        </Card>
    }
}

#[component]
fn ProofFile(id: MediaId) -> impl IntoView {
    let found = Fetched::new(move || media::show(id));
    move || {
        let file = found.get()?.ok()?;
        let address = file.variants.get("original").cloned().unwrap_or_default();
        let named = tf(organization::PROOF_FILE, &[&file.file_name, &bytes(file.size)]);
        let picture = match file.variants.get("thumb").cloned() {
            Some(small) => view! { <img src=small alt=""/> }.into_any(),
            None => {
                let ending = file
                    .file_name
                    .rsplit('.')
                    .next()
                    .unwrap_or_default()
                    .to_uppercase();
                view! { <span class="proof-paper">{ending}</span> }.into_any()
            }
        };
        Some(view! {
            <a class="proof-open" href=address target="_blank" rel="noopener" aria-label=named>
                <span class="proof-frame">{picture}</span>
                <span class="proof-label">{file.file_name}</span>
            </a>
        })
    }
}
