//! Many files at once: each with its progress, a few on the way at a time, and those that failed kept apart with the
//! reason.

use std::collections::VecDeque;

use domain::media::{Media, MediaKind, NewMedia, check_new};
use leptos::prelude::*;
use web_sys::File;

use crate::i18n::{Text, lang, supplement, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, Icon, IconName, Progress, next_id};
use crate::upload::{self, Stage};

/// Files on their way at the same time: more would only make each slower.
const AT_ONCE: usize = 3;

#[derive(Debug, Clone, PartialEq)]
enum State {
    Waiting,
    Going(Stage),
    /// With the reason, and whether trying again may help.
    Failed {
        why: String,
        again: bool,
    },
}

#[derive(Clone)]
struct Sending {
    key: u32,
    name: String,
    state: RwSignal<State>,
}

/// The uploads of one field. `Copy`.
#[derive(Clone, Copy)]
pub struct Uploads {
    kind: MediaKind,
    /// A fresh key for each file; later ones are larger.
    next: Callback<(), u32>,
    rows: RwSignal<Vec<Sending>>,
    /// Until they have arrived: for trying again.
    files: StoredValue<Vec<(u32, File)>, LocalStorage>,
    waiting: StoredValue<VecDeque<Sending>>,
    going: RwSignal<usize>,
    arrived: RwSignal<usize>,
    on_arrival: Callback<(u32, Media)>,
    /// `id` of the input in which files are chosen.
    input: StoredValue<String>,
}

impl Uploads {
    /// `on_arrival` gets each file with the key that `next` gave it, which tells the order in which they were chosen.
    pub fn new(kind: MediaKind, next: Callback<(), u32>, on_arrival: Callback<(u32, Media)>) -> Self {
        Self {
            kind,
            next,
            rows: RwSignal::new(Vec::new()),
            files: StoredValue::new_local(Vec::new()),
            waiting: StoredValue::new(VecDeque::new()),
            going: RwSignal::new(0),
            arrived: RwSignal::new(0),
            on_arrival,
            input: StoredValue::new(next_id("upload")),
        }
    }

    pub fn input_id(self) -> String {
        self.input.get_value()
    }

    pub fn is_busy(self) -> bool {
        self.going.get() > 0
    }

    pub fn take(self, files: Vec<File>) {
        if !self.is_busy() {
            self.arrived.set(0);
        }
        for file in files {
            let row = Sending {
                key: self.next.run(()),
                name: file.name(),
                state: RwSignal::new(State::Waiting),
            };
            // What the server would refuse need not be sent.
            let new = NewMedia {
                kind: self.kind,
                file_name: file.name(),
                content_type: file.type_(),
                size: file.size() as u64,
                sha256: None,
            };
            self.files.update_value(|all| all.push((row.key, file)));
            match check_new(&new).iter().next() {
                Some(fault) => row.state.set(State::Failed {
                    why: fault.message(lang()),
                    again: false,
                }),
                None => self.waiting.update_value(|all| all.push_back(row.clone())),
            }
            self.rows.update(|all| all.push(row));
        }
        self.go_on();
    }

    fn go_on(self) {
        while self.going.get_untracked() < AT_ONCE {
            let Some(next) = self.waiting.try_update_value(VecDeque::pop_front).flatten() else {
                return;
            };
            self.send(next);
        }
    }

    fn send(self, row: Sending) {
        let file = self.files.with_value(|all| {
            all.iter()
                .find(|(key, _)| *key == row.key)
                .map(|(_, f)| f.clone())
        });
        let Some(file) = file else { return };
        self.going.update(|n| *n += 1);
        row.state.set(State::Going(Stage::Sending(0)));
        leptos::task::spawn_local(async move {
            let state = row.state;
            let told = move |stage| {
                // The page may have been left while the file is on its way.
                let _ = state.try_set(State::Going(stage));
            };
            let answer = upload::upload(self.kind, row.name, file.into(), told).await;
            if self.going.try_update(|n| *n -= 1).is_none() {
                return;
            }
            match answer {
                Ok(media) => {
                    self.drop_row(row.key);
                    self.arrived.update(|n| *n += 1);
                    self.on_arrival.run((row.key, media));
                }
                Err(failure) => {
                    // What was refused for what it is would be refused again.
                    let first = failure.errors().first().map(|e| e.message.clone());
                    let again = first.is_none();
                    let why = first.unwrap_or_else(|| failure.message());
                    state.set(State::Failed { why, again });
                }
            }
            self.go_on();
        });
    }

    fn drop_row(self, key: u32) {
        self.rows.update(|all| all.retain(|row| row.key != key));
        self.files.update_value(|all| all.retain(|(k, _)| *k != key));
    }

    fn dismiss(self, key: u32) {
        self.drop_row(key);
        // What had the focus is gone with it.
        let input = self.input_id();
        request_animation_frame(move || page::focus(&input));
    }

    fn again(self, row: Sending) {
        row.state.set(State::Waiting);
        self.waiting.update_value(|all| all.push_back(row));
        self.go_on();
    }

    fn split(self) -> (Vec<Sending>, Vec<Sending>) {
        self.rows
            .get()
            .into_iter()
            .partition(|row| !matches!(row.state.get(), State::Failed { .. }))
    }
}

/// Where files are dropped or chosen, and how those on the way get along.
#[component]
pub fn UploadArea(
    uploads: Uploads,
    drop: Text,
    choose: Text,
    #[prop(into)] describedby: String,
) -> impl IntoView {
    let (id, input) = (uploads.input_id(), uploads.input_id());
    let over = RwSignal::new(false);
    let accept = uploads.kind.content_types().join(",");
    let dropped = move |event: leptos::ev::DragEvent| {
        over.set(false);
        let list = event.data_transfer().and_then(|data| data.files());
        let Some(list) = list.filter(|list| list.length() > 0) else {
            return;
        };
        event.prevent_default();
        uploads.take((0..list.length()).filter_map(|n| list.get(n)).collect());
    };
    view! {
        <div
            class="drop" class:drop-over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <Icon name=IconName::Upload/>
            <span class="drop-text">{t(drop)}</span>
            <label class="button file-button" for=id>{t(choose)}</label>
            <input
                class="visually-hidden" id=input type="file" accept=accept multiple=true aria-describedby=describedby
                on:change=move |event| uploads.take(upload::chosen(&event))
            />
        </div>
        <UploadRows uploads/>
    }
}

/// The files on their way, and those that did not arrive.
#[component]
pub fn UploadRows(uploads: Uploads) -> impl IntoView {
    let ongoing = Memo::new(move |_| uploads.split().0.len());
    // Numbers that change with every file would be read out without end: only the end is.
    let said = move || {
        let arrived = uploads.arrived.get();
        (ongoing.get() == 0 && arrived > 0).then(|| tf(supplement::UPLOADS_DONE, &[&arrived.to_string()]))
    };
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        {move || (ongoing.get() > 1).then(|| view! {
            <p class="uploads-note">{tf(supplement::UPLOADS_GOING, &[&ongoing.get().to_string()])}</p>
        })}
        <ul class="uploads">
            <For each=move || uploads.split().0 key=|row| row.key let:row><li><Going row/></li></For>
        </ul>
        <Failures uploads/>
    }
}

#[component]
fn Going(row: Sending) -> impl IntoView {
    let state = row.state;
    let value = Signal::derive(move || match state.get() {
        State::Going(Stage::Sending(percent)) => Some(percent),
        State::Waiting => Some(0),
        _ => None,
    });
    let doing = move || {
        t(match state.get() {
            State::Going(Stage::Sending(_)) => supplement::UPLOADING,
            State::Going(Stage::Checking) => supplement::CHECKING,
            _ => supplement::WAITING,
        })
    };
    view! {
        <Progress label=row.name value/>
        <span class="uploads-stage">{doing}</span>
    }
}

#[component]
fn Failures(uploads: Uploads) -> impl IntoView {
    let failed = move || uploads.split().1;
    let count = Memo::new(move |_| uploads.split().1.len());
    let line = move |row: Sending| {
        let (why, again) = match row.state.get_untracked() {
            State::Failed { why, again } => (why, again),
            _ => (String::new(), true),
        };
        let (key, name) = (row.key, row.name.clone());
        view! {
            <li class="upload-failed">
                <p><strong>{name}</strong><span>{why}</span></p>
                {again.then(|| view! {
                    <Button kind=ButtonKind::Quiet icon=IconName::Refresh on_press=move || uploads.again(row.clone())>
                        {t(supplement::AGAIN)}
                    </Button>
                })}
                <Button kind=ButtonKind::Quiet icon=IconName::Close on_press=move || uploads.dismiss(key)>
                    {t(supplement::DISMISS)}
                </Button>
            </li>
        }
    };
    let title = move || tf(supplement::UPLOADS_FAILED, &[&count.get().to_string()]);
    view! {
        <div role="alert">
            {move || (count.get() > 0).then(|| view! {
                <div class="uploads-failed">
                    <p class="notice-title">{title}</p>
                    <ul>{failed().into_iter().map(line).collect_view()}</ul>
                </div>
            })}
        </div>
    }
}
