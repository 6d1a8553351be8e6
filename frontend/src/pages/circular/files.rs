//! Attachments: chosen for a notice, and opened by those who read it.

use domain::circular::{ATTACHMENTS_MAX, CircularFile};
use domain::id::MediaId;
use domain::media::{Media, MediaKind, bytes};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::media;
use crate::i18n::{activity, circular as words, t, tf};
use crate::pages::uploads::{UploadArea, Uploads};
use crate::ui::{Button, ButtonKind, Fault, Icon, IconName, next_id, toast};

/// Files that are chosen. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Files {
    all: RwSignal<Vec<CircularFile>>,
    uploads: Uploads,
}

impl Files {
    pub(super) fn new(before: Vec<CircularFile>) -> Self {
        let all = RwSignal::new(before);
        let last = StoredValue::new(0_u32);
        let next = Callback::new(move |()| {
            last.update_value(|n| *n += 1);
            last.get_value()
        });
        let arrived = Callback::new(move |(_, file): (u32, Media)| {
            all.update(|all| {
                all.push(CircularFile {
                    id: file.id,
                    file_name: file.file_name,
                    content_type: file.content_type,
                    size: file.size,
                });
            });
        });
        Self {
            all,
            uploads: Uploads::new(MediaKind::Attachment, next, arrived),
        }
    }
    pub(super) fn ids(self) -> Vec<MediaId> {
        self.all.with(|all| all.iter().map(|f| f.id).collect())
    }
    pub(super) fn is_busy(self) -> bool {
        self.uploads.is_busy()
    }
}

#[component]
pub(super) fn FilesField(files: Files, fault: Fault) -> impl IntoView {
    let hint = next_id("files-hint");
    let described = hint.clone();
    let line = move |file: CircularFile| {
        let (id, name) = (file.id, file.file_name.clone());
        view! {
            <li class="row">
                <Icon name=IconName::Check/>
                <span class="row-title">{file.file_name}</span>
                <span class="row-note">{bytes(file.size)}</span>
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || {
                    files.all.update(|all| all.retain(|f| f.id != id));
                }>
                    {t(activity::REMOVE)}<span class="visually-hidden">" "{name}</span>
                </Button>
            </li>
        }
    };
    view! {
        <div class="field">
            <span class="field-label">{t(words::FILES)}</span>
            <p class="field-hint" id=hint>{tf(words::FILES_HINT, &[&ATTACHMENTS_MAX.to_string()])}</p>
            <UploadArea uploads=files.uploads drop=words::FILES_DROP choose=words::FILES_CHOOSE describedby=described/>
            <ul class="rows">{move || files.all.get().into_iter().map(line).collect_view()}</ul>
            <div class="field-fault" aria-live="polite">
                {move || fault.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
            </div>
        </div>
    }
}

/// Files to open: the address is asked for when somebody does, since it is good for a quarter of an hour.
#[component]
pub(super) fn FileLinks(files: Vec<CircularFile>) -> impl IntoView {
    let link = |file: CircularFile| {
        let id = file.id;
        let opened = move || {
            spawn_local(async move {
                match media::show(id).await {
                    Ok(file) => {
                        if let Some(address) = file.variants.get("original") {
                            let _ = window().location().assign(address);
                        }
                    }
                    Err(failure) => toast::failure(failure.message()),
                }
            });
        };
        view! {
            <li>
                <Button kind=ButtonKind::Quiet icon=IconName::Download on_press=opened>
                    {file.file_name}" "<span class="row-note">{bytes(file.size)}</span>
                </Button>
            </li>
        }
    };
    (!files.is_empty()).then(|| {
        view! {
            <section class="circular-files">
                <h3 class="circular-sub">{t(words::FILES)}</h3>
                <ul>{files.into_iter().map(link).collect_view()}</ul>
            </section>
        }
    })
}
