//! 介绍与图片: poster, description, photos, videos.

use domain::media::MediaKind;
use leptos::prelude::*;

use super::Form;
use super::crop::Poster;
use super::files::Files;
use super::rich::RichText;
use crate::i18n::{activity, t};

#[component]
pub fn Detail(form: Form) -> impl IntoView {
    let Form { draft, faults, .. } = form;
    view! {
        <Poster value=draft.poster fault=faults.at("/poster_id")/>
        <RichText label=t(activity::DETAIL) hint=t(activity::DETAIL_HINT) value=draft.detail_html fault=faults.at("/detail_html")/>
        <Files
            kind=MediaKind::Photo label=t(activity::PHOTOS) hint=t(activity::PHOTOS_HINT) accept="image/jpeg,image/png"
            value=draft.photos faults pointer="/photo_ids"
        />
        <Files
            kind=MediaKind::Video label=t(activity::VIDEOS) hint=t(activity::VIDEOS_HINT) accept="video/mp4,video/quicktime"
            value=draft.videos faults pointer="/video_ids"
        />
    }
}
