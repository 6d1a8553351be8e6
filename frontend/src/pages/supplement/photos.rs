//! Photos: many at once, in an order of one's own, each with a caption and an alternative text.

use domain::eligibility::RuleCode;
use domain::id::MediaId;
use domain::media::Media;
use domain::supplement::PhotoNote;
use leptos::prelude::*;

use super::draft::PhotoSignals;
use super::form::Form;
use super::judging::Judged;
use super::place::{FieldFindings, Part, Place};
use super::removed::{Removed, RemovedBar};
use crate::api::media;
use crate::form::FormFaults;
use crate::i18n::{Text, supplement, t, tf};
use crate::page;
use crate::pages::uploads::{UploadArea, Uploads};
use crate::ui::{Button, Fault, Icon, IconName, Keyed, TextInput};

/// The address of the small picture of a file; empty while it is not known.
pub fn thumb(file: &Media) -> String {
    let found = file
        .variants
        .get("thumb")
        .or_else(|| file.variants.get("original"));
    found.cloned().unwrap_or_default()
}

#[component]
pub fn Photos(form: Form, uploads: Uploads, filed: Vec<MediaId>) -> impl IntoView {
    let Form { draft, judging, .. } = form;
    let required = Memo::new(move |_| {
        let rule = |j: &Judged| j.rule(RuleCode::Photos).map(|rule| rule.required.clone());
        judging.shown.with(rule).unwrap_or_default()
    });
    let count = move || draft.photos.with(Vec::len);
    let counted = move || {
        let n = count();
        (n > 0).then(|| tf(supplement::PHOTOS_COUNT, &[&n.to_string(), &required.get()]))
    };
    let said = RwSignal::new(String::new());
    let removed = Removed::new(Callback::new(move |(place, photo)| {
        let photo: PhotoSignals = photo;
        draft
            .photos
            .update(|all| all.insert(usize::min(place, all.len()), photo));
        request_animation_frame(move || page::focus(&tool_id(photo.key, "out")));
    }));
    let grid = Grid {
        form,
        said,
        removed,
        dragged: RwSignal::new(None),
    };
    let keys = Signal::derive(move || draft.photos.with(|all| all.iter().map(|p| p.key).collect()));
    let draw = Callback::new(move |key| card(grid, key));
    let wrong = form.faults.at("/photo_ids");
    view! {
        <Part
            pointer="/photo_ids" title=t(supplement::PHOTOS) lead=t(supplement::PHOTOS_LEAD)
            mark=Some((RuleCode::Photos, judging.shown.into()))
        >
            <UploadArea uploads drop=supplement::DROP_PHOTOS choose=supplement::CHOOSE_PHOTOS describedby="photos-count"/>
            <FiledPhotos form filed/>
            <p class="part-count" id="photos-count">{counted}</p>
            {move || (count() > 0).then(|| view! {
                <p class="field-hint">{t(supplement::PHOTOS_NOTES_HINT)}" "{t(supplement::ORDER_HINT)}</p>
            })}
            {move || wrong.get().map(|text| view! { <p class="field-fault"><Icon name=IconName::Warning/><span>{text}</span></p> })}
            <ol class="photos"><Keyed keys draw/></ol>
            <p class="visually-hidden" role="status">{move || said.get()}</p>
            <RemovedBar removed text=supplement::PHOTO_REMOVED/>
        </Part>
    }
}

/// What was filed with the activity can be used again with one press.
#[component]
fn FiledPhotos(form: Form, filed: Vec<MediaId>) -> impl IntoView {
    let draft = form.draft;
    let busy = RwSignal::new(false);
    let left = Memo::new(move |_| {
        let used = |id: &MediaId| draft.photos.with(|all| all.iter().any(|photo| photo.id == *id));
        filed.iter().filter(|id| !used(id)).copied().collect::<Vec<_>>()
    });
    let take = Callback::new(move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            for id in left.get_untracked() {
                let Ok(file) = media::show(id).await else { continue };
                if busy.try_get_untracked().is_none() {
                    return;
                }
                draft.know(file);
                draft.put_photo(draft.key(), id, PhotoNote::default());
            }
            busy.set(false);
        });
    });
    move || {
        let count = left.with(Vec::len);
        (count > 0).then(|| {
            let text = tf(supplement::USE_FILED, &[&count.to_string()]);
            view! { <div><Button icon=IconName::Copy busy on_press=take>{text}</Button></div> }
        })
    }
}

#[derive(Clone, Copy)]
struct Grid {
    form: Form,
    /// Read out after a move.
    said: RwSignal<String>,
    removed: Removed<PhotoSignals>,
    dragged: RwSignal<Option<u32>>,
}

impl Grid {
    fn place(self, key: u32) -> usize {
        let of = |all: &Vec<PhotoSignals>| all.iter().position(|p| p.key == key);
        self.form.draft.photos.with(of).unwrap_or_default()
    }

    fn move_to(self, key: u32, to: usize) {
        let from = untrack(|| self.place(key));
        self.form.draft.photos.update(|all| {
            if from < all.len() {
                let photo = all.remove(from);
                all.insert(to.min(all.len()), photo);
            }
        });
        self.said.set(tf(supplement::MOVED, &[&(to + 1).to_string()]));
    }

    /// One place on or back; what was pressed keeps the focus, or the other where it can do no more.
    fn shift(self, key: u32, on: bool) {
        let (place, count) = untrack(|| (self.place(key), self.form.draft.photos.with(Vec::len)));
        let to = if on { place + 1 } else { place.saturating_sub(1) };
        if to >= count {
            return;
        }
        self.move_to(key, to);
        let can_on = to + 1 < count;
        let tool = if (on && can_on) || to == 0 { "on" } else { "back" };
        page::keep_focus(tool_id(key, tool), || {});
    }

    fn remove(self, key: u32) {
        let place = untrack(|| self.place(key));
        let gone = self.form.draft.photos.try_update(|all| {
            let found = all.iter().position(|photo| photo.key == key);
            found.map(|n| all.remove(n))
        });
        if let Some(photo) = gone.flatten() {
            self.removed.keep(place, photo);
        }
    }
}

fn tool_id(key: u32, tool: &str) -> String {
    format!("photo-{key}-{tool}")
}

/// A small button of a photo: what it does, and to which one.
#[component]
fn Tool(
    id: String,
    label: Text,
    icon: IconName,
    place: Signal<usize>,
    #[prop(into)] disabled: Signal<bool>,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="icon-button" type="button" id=id title=move || tf(label, &[&(place.get() + 1).to_string()])
            aria-label=move || tf(label, &[&(place.get() + 1).to_string()])
            disabled=move || disabled.get() on:click=move |_| on_press.run(())
        ><Icon name=icon/></button>
    }
}

fn card(grid: Grid, key: u32) -> AnyView {
    let Form {
        draft,
        faults,
        findings,
        ..
    } = grid.form;
    let found = draft
        .photos
        .with_untracked(|all| all.iter().find(|p| p.key == key).copied());
    let Some(photo) = found else {
        return ().into_any();
    };
    let place = Signal::derive(move || grid.place(key));
    let number = move || tf(supplement::PHOTO, &[&(place.get() + 1).to_string()]);
    // Read once: a fresh address for a picture that is there would only load it again. Loaded at once: the address is
    // good for a quarter of an hour.
    let source = draft
        .files
        .with_untracked(|all| all.get(&photo.id).map(thumb).unwrap_or_default());
    let first = Signal::derive(move || place.get() == 0);
    let last = Signal::derive(move || draft.photos.with(|all| place.get() + 1 >= all.len()));
    let (back, on) = (
        Callback::new(move |()| grid.shift(key, false)),
        Callback::new(move |()| grid.shift(key, true)),
    );
    let remove = Callback::new(move |()| grid.remove(key));
    let dragged = grid.dragged;
    let drop = move |event: leptos::ev::DragEvent| {
        if let Some(moving) = dragged.get_untracked().filter(|moving| *moving != key) {
            event.prevent_default();
            event.stop_propagation();
            grid.move_to(moving, untrack(|| place.get()));
        }
        dragged.set(None);
    };
    let wrong: Fault = Signal::derive(move || faults.message(&format!("/photo_ids/{}", place.get())));
    let own = Signal::derive(move || format!("/photo_ids/{}", place.get()));
    view! {
        <li><div
            class="photo" role="group" aria-label=number class:photo-dragged=move || dragged.get() == Some(key)
            on:dragover=move |event| if dragged.get_untracked().is_some() { event.prevent_default() }
            on:drop=drop
        >
            <div
                class="photo-picture" draggable="true" on:dragstart=move |_| dragged.set(Some(key))
                on:dragend=move |_| dragged.set(None)
            >
                <img src=source alt=move || photo.alt.get() draggable="false"/>
                <span class="photo-number" aria-hidden="true">{move || place.get() + 1}</span>
            </div>
            <div class="photo-tools">
                <Tool id=tool_id(key, "back") label=supplement::MOVE_BACK icon=IconName::ArrowLeft place disabled=first on_press=back/>
                <Tool id=tool_id(key, "on") label=supplement::MOVE_ON icon=IconName::ArrowRight place disabled=last on_press=on/>
                <Tool id=tool_id(key, "out") label=supplement::REMOVE_PHOTO icon=IconName::Trash place disabled=false on_press=remove/>
            </div>
            <div class="photo-notes">
                <Place pointer=format!("/photo_notes/{}/caption", photo.id)>{note(faults, photo.id, "caption", supplement::CAPTION, photo.caption)}</Place>
                <Place pointer=format!("/photo_notes/{}/alt", photo.id)>{note(faults, photo.id, "alt", supplement::ALT, photo.alt)}</Place>
                <Place pointer=own>
                    <div class="field-fault" aria-live="polite">{move || wrong.get()}</div>
                    <FieldFindings pointer=own findings/>
                </Place>
            </div>
        </div></li>
    }
    .into_any()
}

fn note(faults: FormFaults, id: MediaId, part: &str, label: Text, value: RwSignal<String>) -> AnyView {
    let fault = faults.at(format!("/photo_notes/{id}/{part}"));
    view! { <TextInput label=t(label) value fault autocomplete="off"/> }.into_any()
}
