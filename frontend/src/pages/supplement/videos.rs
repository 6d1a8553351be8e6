//! Films, each with its length.

use domain::eligibility::RuleCode;
use domain::id::MediaId;
use leptos::prelude::*;

use super::draft::VideoKey;
use super::form::Form;
use super::place::{Part, Place};
use super::removed::{Removed, RemovedBar};
use crate::i18n::{supplement, t, tf};
use crate::page;
use crate::pages::uploads::{UploadArea, Uploads};
use crate::ui::{Icon, IconName, Keyed};

/// 181 s as 3:01.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

#[component]
pub fn Videos(form: Form, uploads: Uploads) -> impl IntoView {
    let Form { draft, judging, .. } = form;
    let removed = Removed::new(Callback::new(move |(place, video)| {
        let video: VideoKey = video;
        draft
            .videos
            .update(|all| all.insert(usize::min(place, all.len()), video));
        request_animation_frame(move || page::focus(&out_id(video.key)));
    }));
    let keys = Signal::derive(move || draft.videos.with(|all| all.iter().map(|v| v.key).collect()));
    let draw = Callback::new(move |key| row(form, removed, key));
    let wrong = form.faults.at("/video_ids");
    view! {
        <Part
            pointer="/video_ids" title=t(supplement::VIDEOS) lead=t(supplement::VIDEOS_LEAD)
            mark=Some((RuleCode::Videos, judging.shown.into()))
        >
            <UploadArea uploads drop=supplement::DROP_VIDEOS choose=supplement::CHOOSE_VIDEOS describedby="videos-required"/>
            <p class="part-count" id="videos-required">{move || judging.shown.with(|j| {
                j.rule(RuleCode::Videos).map(|rule| tf(supplement::REQUIRED, &[&rule.required]))
            })}</p>
            {move || wrong.get().map(|text| view! { <p class="field-fault"><Icon name=IconName::Warning/><span>{text}</span></p> })}
            <ol class="clips"><Keyed keys draw/></ol>
            <RemovedBar removed text=supplement::VIDEO_REMOVED/>
        </Part>
    }
}

fn out_id(key: u32) -> String {
    format!("video-{key}-out")
}

fn row(form: Form, removed: Removed<VideoKey>, key: u32) -> AnyView {
    let Form { draft, faults, .. } = form;
    let found = draft
        .videos
        .with_untracked(|all| all.iter().find(|v| v.key == key).copied());
    let Some(video) = found else {
        return ().into_any();
    };
    let file = draft.files.with_untracked(|all| all.get(&video.id).cloned());
    let source = file.as_ref().and_then(|f| f.variants.get("original").cloned());
    let name = file.as_ref().map(|f| f.file_name.clone()).unwrap_or_default();
    let seconds = file.and_then(|f| f.duration_seconds);
    let place = Signal::derive(move || {
        let of = |all: &Vec<VideoKey>| all.iter().position(|v| v.key == key);
        draft.videos.with(of).unwrap_or_default()
    });
    let number = move |text| tf(text, &[&(place.get() + 1).to_string()]);
    let remove = move |_| {
        let gone = draft.videos.try_update(|all| {
            let found = all.iter().position(|v| v.key == key);
            found.map(|n| (n, all.remove(n)))
        });
        if let Some((place, video)) = gone.flatten() {
            removed.keep(place, video);
        }
    };
    let own = Signal::derive(move || format!("/video_ids/{}", place.get()));
    view! {
        <li><div class="clip" role="group" aria-label=move || number(supplement::VIDEO)>
            <video class="clip-player" src=source controls preload="metadata"></video>
            <div class="clip-text">
                <p class="clip-name">{name}</p>
                {length(form, video.id, seconds)}
                <Place pointer=own>
                    <div class="field-fault" aria-live="polite">{move || faults.message(&own.get())}</div>
                </Place>
            </div>
            <button
                class="icon-button" type="button" id=out_id(key) aria-label=move || number(supplement::REMOVE_VIDEO)
                title=move || number(supplement::REMOVE_VIDEO) on:click=remove
            ><Icon name=IconName::Trash/></button>
        </div></li>
    }
    .into_any()
}

/// How long a film is, and whether that is too long for a recommendation.
fn length(form: Form, id: MediaId, seconds: Option<f64>) -> AnyView {
    let Some(seconds) = seconds else {
        return view! { <p class="clip-length">{t(supplement::VIDEO_UNKNOWN)}</p> }.into_any();
    };
    let facts = form.judging.facts.get_value();
    let fits = form
        .saving
        .saved()
        .with_untracked(|s| facts.video_fits(id, seconds, s));
    let limit = clock(f64::from(facts.thresholds.video_max_seconds));
    let (text, icon) = if fits {
        (supplement::VIDEO_FITS, IconName::Check)
    } else {
        (supplement::VIDEO_TOO_LONG, IconName::Warning)
    };
    view! {
        <p class="clip-length" class:clip-long=!fits>
            <Icon name=icon/><span>{tf(text, &[&clock(seconds), &limit])}</span>
        </p>
    }
    .into_any()
}
