//! The photos and films of a public page.

use domain::id::MediaId;
use leptos::prelude::*;

use crate::api::media;
use crate::i18n::{public, t, tf};

#[component]
pub fn Shots(photos: Vec<MediaId>, videos: Vec<MediaId>) -> impl IntoView {
    view! {
        {(!photos.is_empty()).then(|| view! {
            <h2 class="section-title">{t(public::PHOTOS)}</h2>
            <ul class="detail-photos">
                {(1..).zip(photos).map(|(n, id): (u32, _)| view! {
                    <li><a href=media::content(id, "original") rel="external">
                        <img src=media::content(id, "thumb") loading="lazy" alt=tf(public::PHOTO, &[&n.to_string()])/>
                    </a></li>
                }).collect_view()}
            </ul>
        })}
        {(!videos.is_empty()).then(|| view! {
            <h2 class="section-title">{t(public::VIDEOS)}</h2>
            {videos.into_iter().map(|id| view! {
                <video class="video" controls preload="metadata" src=media::content(id, "original")></video>
            }).collect_view()}
        })}
    }
}
